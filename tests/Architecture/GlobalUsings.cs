// What nearly every file of this project uses.
global using Vemap.Architecture.Scanner;
