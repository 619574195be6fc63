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
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3,"1"]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3,1,2]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"bbox":[4.9,52.3]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"crs":null}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28992"}}}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"properties":{}}""")]
    [InlineData("""{"type":"Point","coordinates":[1e999,52.3]}""")]
    [InlineData("""{"type":"Point","coordinates":[1e-20000,52.3]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,0E-20000]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,1e-99999999999999999999]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,1e-2147483648]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[4.9,52.3]]}""")]
    [InlineData("""{"type":"MultiLineString","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[4,52]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,53]]]}""")]
    public void Anything_else_is_refused_with_a_sentence(string text)
    {
        Assert.False(GeoJson.TryParse(text, out _, out var error));
        Assert.EndsWith(".", error);
    }

    [Theory]
    [InlineData("""{"type":"LineString","coordinates":[[4.90,52.3,1.5],[4.8,52.4]]}""", """{"type":"LineString","coordinates":[[4.90,52.3],[4.8,52.4]]}""")]
    [InlineData("""{"bbox":[4,52,5,53],"type":"Polygon","coordinates":[[[4,52,0],[5,52,0],[5,53,0],[4,52,0]]]}""", """{"type":"Polygon","coordinates":[[[4,52],[5,52],[5,53],[4,52]]]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}""", """{"type":"Point","coordinates":[4.9,52.3]}""")]
    [InlineData("""{"type":"Point","coordinates":[4.9,52.3],"crs":{"type":"name","properties":{"name":"EPSG:4326"}}}""", """{"type":"Point","coordinates":[4.9,52.3]}""")]
    public void Heights_a_bbox_and_a_crs_of_WGS_84_are_accepted_and_left_out(string text, string kept) => Assert.Equal(kept, A.Geometry(text).Text);

    [Fact]
    public void A_coordinate_of_more_digits_than_the_database_has_is_refused()
    {
        Assert.False(GeoJson.TryParse($$"""{"type":"Point","coordinates":[4.{{new string('9', 20_000)}},52.3]}""", out _, out var error));
        Assert.Contains("digits", error);
    }

    // The database writes numbers out, and what it gives must be taken again.
    [Fact]
    public void A_small_coordinate_passes_in_both_ways_of_writing()
    {
        foreach (var number in (string[])["1e-98", $"0.{new string('0', 97)}1", "-1.25E-7", "-0.000000125", "1.2e+1", "12"])
            Assert.True(GeoJson.TryParse($$"""{"type":"Point","coordinates":[{{number}},52.3]}""", out _, out _), number);
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
