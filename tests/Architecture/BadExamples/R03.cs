// Stands in for the SDK, which the house does not use yet.
namespace Amazon.S3
{
    public sealed class AmazonS3Client;
}

namespace Vemap.Application.R03
{
    /// <summary>The cloud outside its folder.</summary>
    public sealed class R03KnowsS3
    {
        public object Client { get; } = new Amazon.S3.AmazonS3Client();
    }
}
