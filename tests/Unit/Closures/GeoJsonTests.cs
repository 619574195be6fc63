using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class GeoJsonTests
{
    [Theory]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3]}""", 4.9, 52.3, 4.9, 52.3)]
    [InlineData("""{"type":"LineString","coordinates":[[4.9,52.3],[4.8,52.4]]}""", 4.8, 52.3, 4.9, 52.4)]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[4,52],[5,53]],[[6,51],[5,52]]]}""", 4, 51, 6, 53)]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,52]]]}""", 4, 52, 5, 53)]
    public void The_four_kinds_of_geometry_pass_through_unchanged_with_a_box_around_them(string text, double west, double south, double east, double north)
    {
        var geometry = A.Geometry(text);
        Assert.Equal((text, new Bounds(west, south, east, north)), (geometry.Text, geometry.Bounds));
        Assert.Equal(geometry.Bounds, GeoJson.Stored(text).Bounds);
        Assert.Equal(text, System.Text.Json.JsonSerializer.Serialize(geometry));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[4.9,52.3]")]
    [InlineData("""{"type":"Point"}""")]
    [InlineData("""{"type":1,"coordinates":[4.9,52.3]}""")]
    [InlineData("""{"type":"Circle","coordinates":[4.9,52.3]}""")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[4.9,52.3]]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"crs":"EPSG:28992"}""")]
    [InlineData("""{"type":"Point","coordinates":[121000,487000]}""")]
    [InlineData("""{"type":"Point","coordinates":["4.9",52.3]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3,1]}""")]
    [InlineData("""{"type":"Point","coordinates":[1e999,52.3]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[4.9,52.3]]}""")]
    [InlineData("""{"type":"MultiLineString","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[4,52]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,53]]]}""")]
    public void Anything_else_is_refused_with_a_sentence(string text)
    {
        Assert.False(GeoJson.TryParse(text, out _, out var error));
        Assert.EndsWith(".", error);
    }

    [Fact]
    public void More_positions_than_a_map_needs_are_refused()
    {
        var line = string.Join(',', Enumerable.Repeat("[4.9,52.3]", GeoJson.MaxPositions + 1));
        Assert.False(GeoJson.TryParse($$"""{"type":"LineString","coordinates":[{{line}}]}""", out _, out _));
    }

    [Theory]
    [InlineData("4.7,52.2,5.0,52.4", true)]
    [InlineData("5.0,52.2,4.7,52.4", false)]
    [InlineData("4.7,52.2,5.0", false)]
    [InlineData("4.7,52.2,5.0,NaN", false)]
    [InlineData("a,b,c,d", false)]
    public void A_bounding_box_is_west_south_east_north(string text, bool right) => Assert.Equal(right, Bounds.TryParse(text, out _));
}
