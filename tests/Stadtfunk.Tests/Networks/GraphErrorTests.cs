using System.Text.Json;
using Stadtfunk.Networks.Meta;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Which of Meta's codes is which step; the codes are those of its error pages and of long use.</summary>
public sealed class GraphErrorTests
{
    [Theory]
    [InlineData(4, 0, "Later", "Later")]
    [InlineData(17, 0, "Later", "Later")]
    [InlineData(32, 0, "Later", "Later")]
    [InlineData(341, 0, "Later", "Later")]
    [InlineData(613, 0, "Later", "Later")]
    [InlineData(80001, 0, "Later", "Later")]
    [InlineData(80002, 0, "Later", "Later")]
    [InlineData(100, 1390008, "Later", "Later")]
    [InlineData(9, 2207042, "Later", "Later")]
    [InlineData(1, 0, "Unknown", "Later")]
    [InlineData(2, 0, "Unknown", "Later")]
    [InlineData(6000, 1363047, "Unknown", "Later")]
    [InlineData(102, 0, "SignInLost", "SignInLost")]
    [InlineData(190, 458, "SignInLost", "SignInLost")]
    [InlineData(190, 460, "SignInLost", "SignInLost")]
    [InlineData(190, 492, "SignInLost", "SignInLost")]
    [InlineData(3, 0, "Refused", "Refused")]
    [InlineData(10, 0, "Refused", "Refused")]
    [InlineData(200, 0, "Refused", "Refused")]
    [InlineData(299, 0, "Refused", "Refused")]
    [InlineData(368, 0, "Stopped", "Stopped")]
    [InlineData(200, 1404078, "Stopped", "Stopped")]
    [InlineData(10, 4854002, "Stopped", "Stopped")]
    [InlineData(4, 2207051, "Stopped", "Stopped")]
    [InlineData(506, 0, "Duplicate", "Refused")]
    [InlineData(100, 1366051, "Duplicate", "Refused")]
    [InlineData(100, 0, "Refused", "Refused")]
    [InlineData(100, 1366046, "Refused", "Refused")]
    [InlineData(1609005, 0, "Refused", "Refused")]
    [InlineData(9_999_999, 0, "Refused", "Refused")]
    public void A_code_is_a_step(int code, int subcode, string publish, string upload)
    {
        var heard = Heard($$$"""{"error":{"message":"Grund","code":{{{code}}},"error_subcode":{{{subcode}}}}}""");
        Assert.Equal((publish, upload), (GraphError.OfPublish(heard, "Facebook").GetType().Name, GraphError.OfUpload(heard, "Facebook").GetType().Name));
    }

    [Theory]
    [InlineData(190, 458, "Networks.Meta.Lost.AppRemoved")]
    [InlineData(190, 459, "Networks.Meta.Lost.Checkpoint")]
    [InlineData(190, 460, "Networks.Meta.Lost.Password")]
    [InlineData(190, 463, "Networks.Meta.Lost.Expired")]
    [InlineData(190, 464, "Networks.Meta.Lost.Checkpoint")]
    [InlineData(190, 467, "Networks.SignInLost")]
    [InlineData(190, 492, "Networks.Meta.Lost.Role")]
    [InlineData(190, 0, "Networks.SignInLost")]
    [InlineData(102, 460, "Networks.SignInLost")]
    public void Why_a_sign_in_is_taken_no_more_is_said_wherever_it_is_noticed(int code, int subcode, string key)
    {
        var heard = Heard($$$"""{"error":{"message":"Grund","code":{{{code}}},"error_subcode":{{{subcode}}}}}""");
        Sentence[] said =
        [
            Assert.IsType<Step.SignInLost>(GraphError.OfPublish(heard, "Facebook")).Why, Assert.IsType<Step.SignInLost>(GraphError.OfUpload(heard, "Facebook")).Why,
            Assert.IsType<SignInResult.Refused>(GraphError.OfSignIn(heard, "Facebook")).Why,
        ];
        Assert.All(said, why => Assert.Equal((key, "Facebook", true), (why.Key, Assert.Single(why.Args), GraphError.IsAboutSignIn(why.Key))));
    }

    [Fact]
    public void What_says_that_it_will_pass_is_unknown_after_the_one_call_and_later_before_it()
    {
        var heard = Heard("""{"error":{"message":"x","code":12345,"is_transient":true}}""");
        Assert.IsType<Step.Unknown>(GraphError.OfPublish(heard, "Facebook"));
        Assert.IsType<Step.Later>(GraphError.OfUpload(heard, "Facebook"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"error":"kurz"}""")]
    [InlineData("""{"error":{"message":"ohne Nummer"}}""")]
    public void A_no_without_a_code_is_unknown(string body)
    {
        Assert.IsType<Step.Unknown>(GraphError.OfPublish(Heard(body), "Facebook"));
        Assert.IsType<Step.Later>(GraphError.OfUpload(Heard(body), "Facebook"));
        Assert.IsType<SignInResult.Away>(GraphError.OfSignIn(Heard(body), "Facebook"));
    }

    [Fact]
    public void What_was_written_for_people_is_shown_to_people()
    {
        var heard = Heard("""{"error":{"message":"(#100) Param","code":100,"error_user_msg":"Der Text ist zu lang."}}""");
        Assert.Equal("Der Text ist zu lang.", Assert.IsType<Step.Refused>(GraphError.OfPublish(heard, "Facebook")).Why.Args[1]);
    }

    [Theory]
    [InlineData("""{"1":[{"type":"pages","estimated_time_to_regain_access":3}],"2":[{"estimated_time_to_regain_access":19}]}""", 19)]
    [InlineData("""{"1":[{"type":"pages","call_count":28}]}""", null)]
    [InlineData("""{"1":[{"estimated_time_to_regain_access":0}]}""", null)]
    [InlineData("kein JSON", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    public void The_wait_is_the_longest_that_the_usage_names(string header, int? minutes)
    {
        var heard = Heard("{}") with { Headers = new Dictionary<string, string> { ["x-business-use-case-usage"] = header } };
        Assert.Equal(minutes, (int?)GraphUsage.WithWait(heard).After?.TotalMinutes);
    }

    private static Answer.Heard Heard(string body) => new(400, JsonSerializer.Deserialize<JsonElement>(body), null, null);
}
