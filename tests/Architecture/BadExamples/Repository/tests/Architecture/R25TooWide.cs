// A line that is wider than a screen, and goes on. A line that is wider than a screen, and goes on. A line that is wider than a screen, and goes on. A line that is wider than a screen, and goes on.
