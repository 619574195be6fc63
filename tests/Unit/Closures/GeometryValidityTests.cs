using Vemap.Domain.Closures;
using Vemap.Infrastructure.Geometries;

namespace Vemap.Unit.Closures;

public class GeometryValidityTests
{
    private readonly GeometryValidity validity = new();

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,53],[5,52],[4,53],[4,52]]]}""", "crosses itself")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[6,54],[5,53],[4,53],[4,52]]]}""", "spike")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[4,52],[4,52]]]}""", "")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,53],[4,52]],[[6,52],[6.1,52],[6.1,52.1],[6,52]]]}""", "lies outside")]
    [InlineData("""{"type":"LineString","coordinates":[[4.9,52.3],[4.9,52.3]]}""", "no length")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[4.9,52.3],[4.8,52.3]],[[4.9,52.3],[4.90,52.30]]]}""", "no length")]
    public void An_impossible_geometry_is_explained_in_a_sentence(string text, string expected)
    {
        var fault = validity.Fault(A.Geometry(text));
        Assert.Contains(expected, fault);
        Assert.EndsWith(".", fault);
    }

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[4,52],[5,53],[5,52],[4,53]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,53],[4,52]],[[4.4,52.4],[4.6,52.4],[4.6,52.6],[4.4,52.4]]]}""")]
    public void A_possible_geometry_is_valid(string text) => Assert.Null(validity.Fault(A.Geometry(text)));
}
