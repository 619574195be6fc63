using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Unit.MailTransport;

/// <summary>Signatures are verified by MimeKit's own verifier, with the public key as it stands in the DNS.</summary>
public sealed class DkimTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vemap-dkim-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_signed_mail_is_verified_as_it_goes_over_the_wire(bool isEdwards)
    {
        var (file, record) = isEdwards ? Edwards() : Rsa();
        var sent = Sign(file, Mail("wegen@authority.test"));
        Assert.True(Verify(sent, record));
        Assert.Contains("d=authority.test", sent, StringComparison.Ordinal);
        Assert.Contains("s=mail2026", sent, StringComparison.Ordinal);
        Assert.False(Verify(sent.Replace("Road closed", "Road opened", StringComparison.Ordinal), record));
        Assert.False(Verify(sent.Replace("<p>Dag Jan</p>", "<p>Dag Piet</p>", StringComparison.Ordinal), record));
    }

    [Fact]
    public void A_mail_from_a_domain_without_a_key_is_not_signed() =>
        Assert.DoesNotContain("DKIM-Signature", Sign(Rsa().File, Mail("wegen@other.test")), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_cannot_sign_is_refused_at_the_start()
    {
        var file = Path.Combine(folder, "elliptic.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        Assert.Throws<InvalidOperationException>(() => new Dkim([Key(file)]));
        Assert.Throws<InvalidOperationException>(() => new Dkim([Key(Rsa().File), Key(Rsa().File)]));
    }

    private static DkimKeyOptions Key(string file) => new() { Domain = "authority.test", Selector = "mail2026", KeyFile = file };

    private static string Sign(string file, MailToSend mail)
    {
        var (from, to) = (SmtpAddress.Parse(mail.From.FromAddress), SmtpAddress.Parse(mail.To));
        var message = MailComposer.Compose(mail, from, to, null);
        new Dkim([Key(file)]).Sign(message, from);
        using var written = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, written);
        return Encoding.UTF8.GetString(written.ToArray());
    }

    private static bool Verify(string sent, string record)
    {
        var message = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(sent)));
        var signature = message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)];
        return new DkimVerifier(new Dns(record)).Verify(message, signature);
    }

    private (string File, string Record) Rsa()
    {
        using var key = RSA.Create(2048);
        return (Write(key.ExportPkcs8PrivateKeyPem()), $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}");
    }

    private (string File, string Record) Edwards()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        using var pem = new StringWriter();
        new PemWriter(pem).WriteObject(new Pkcs8Generator(key).Generate());
        return (Write(pem.ToString()), $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(key.GeneratePublicKey().GetEncoded())}");
    }

    private string Write(string pem)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.pem");
        File.WriteAllText(file, pem);
        return file;
    }

    private static MailToSend Mail(string from) => new(
        new(Guid.Empty),
        new(Guid.Parse("0198a0a0-0000-7000-8000-000000000001")),
        1,
        new MailIdentity("Provincie Fryslân", from, null),
        "jan@example.test",
        "Road closed",
        "<p>Dag Jan</p>",
        "Dag Jan\n.\n één",
        [],
        [],
        new DateTimeOffset(2026, 7, 6, 21, 30, 0, TimeSpan.FromHours(2)));

    /// <summary>The one TXT record there is.</summary>
    private sealed class Dns(string record) : DkimPublicKeyLocatorBase
    {
        public override AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            (domain, selector) == ("authority.test", "mail2026") ? GetPublicKey(record) : throw new InvalidOperationException($"{selector} of {domain} is not there.");

        public override Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }
}
