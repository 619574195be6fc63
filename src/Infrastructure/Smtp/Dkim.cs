using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.OpenSsl;

namespace Vemap.Infrastructure.Smtp;

/// <summary>A key that mails from one domain are signed with; its public half stands in the DNS at <c>selector._domainkey.domain</c>.</summary>
public sealed class DkimKeyOptions
{
    public string Domain { get; set; } = "";

    public string Selector { get; set; } = "";

    /// <summary>The private key as PEM, RSA or Ed25519.</summary>
    public string KeyFile { get; set; } = "";
}

/// <summary>Signs mails whose sender's domain has a key (RFC 6376, RFC 8463). Each environment
/// mails from its own domain, so its mail identity chooses the key.</summary>
internal sealed class Dkim
{
    // From must be among them. Auto-Submitted and our own headers tell reports apart, and are worth protecting too.
    private static readonly string[] Signed =
    [
        "From", "To", "Reply-To", "Subject", "Date", "Message-Id", "In-Reply-To", "References", "Mime-Version", "Content-Type",
        "Auto-Submitted", "X-Vemap-Environment", "X-Vemap-Recipient", "X-Vemap-Attempt",
    ];

    private readonly Dictionary<string, DkimSigner> signers = new(StringComparer.OrdinalIgnoreCase);

    public Dkim(IEnumerable<DkimKeyOptions> keys)
    {
        foreach (var key in keys)
        {
            if (key.Domain.Length == 0 || key.Selector.Length == 0 || key.KeyFile.Length == 0)
                throw new InvalidOperationException("Mail:Dkim needs Domain, Selector and KeyFile for each key.");
            if (!signers.TryAdd(key.Domain, Signer(key))) throw new InvalidOperationException($"Mail:Dkim has two keys for {key.Domain}.");
        }
    }

    /// <summary>Signs the mail if there is a key for the sender's domain. Nothing may be changed in it afterwards.</summary>
    public void Sign(MimeMessage message, SmtpAddress from)
    {
        if (!signers.TryGetValue(from.Domain, out var signer)) return;
        // What is signed is 7 bit, so that no server on the way has to encode it anew and break the signature.
        message.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(message, Signed.Where(message.Headers.Contains).ToList());
    }

    private static DkimSigner Signer(DkimKeyOptions key)
    {
        var pem = File.ReadAllText(key.KeyFile);
        using var reader = new StringReader(pem);
        var signer = new PemReader(reader).ReadObject() switch
        {
            Ed25519PrivateKeyParameters edwards => new DkimSigner(edwards, key.Domain, key.Selector, DkimSignatureAlgorithm.Ed25519Sha256),
            AsymmetricCipherKeyPair or RsaPrivateCrtKeyParameters => new RsaDkimSigner(Rsa(pem), key.Domain, key.Selector),
            _ => throw new InvalidOperationException($"The key of Mail:Dkim for {key.Domain} is neither RSA nor Ed25519."),
        };
        signer.HeaderCanonicalizationAlgorithm = signer.BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        return signer;
    }

    private static RSA Rsa(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }

    /// <summary>Signs with .NET's RSA: MimeKit's own is some twenty times slower, less than two hundred mails a second.</summary>
    private sealed class RsaDkimSigner(RSA key, string domain, string selector) : DkimSigner(Unused, domain, selector, DkimSignatureAlgorithm.RsaSha256)
    {
        private static readonly RsaKeyParameters Unused = new(true, BigInteger.ValueOf(65537 * 65539L), BigInteger.ValueOf(65537));

        protected override ISigner CreateSigningContext() => new Signature(key);
    }

    private sealed class Signature(RSA key) : ISigner
    {
        private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string AlgorithmName => "SHA256withRSA";

        public void Init(bool forSigning, ICipherParameters parameters)
        {
            // The key is given already.
        }

        public void Update(byte input) => hash.AppendData([input]);

        public void BlockUpdate(byte[] input, int inOff, int inLen) => hash.AppendData(input, inOff, inLen);

        public void BlockUpdate(ReadOnlySpan<byte> input) => hash.AppendData(input);

        public int GetMaxSignatureSize() => key.KeySize / 8;

        public byte[] GenerateSignature()
        {
            lock (key) return key.SignHash(hash.GetHashAndReset(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        public bool VerifySignature(byte[] signature) => throw new NotSupportedException();

        public void Reset() => hash.GetHashAndReset();
    }
}
