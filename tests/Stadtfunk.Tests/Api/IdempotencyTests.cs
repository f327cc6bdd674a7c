using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

public sealed class IdempotencyTests(ApiTown shared)
{
    [Fact]
    public async Task The_same_post_twice_is_one_post()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        using var first = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Zweimal geschickt"), key));
        using var second = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Zweimal geschickt"), key));
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(1, await Count(town, "Zweimal geschickt"));
    }

    [Fact]
    public async Task Ten_at_the_same_moment_are_one_post()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Zehnmal zugleich"), key))));
        foreach (var answer in answers)
            Assert.Contains((int)answer.StatusCode, new[] { 201, 409 });
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created && !answer.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(1, await Count(town, "Zehnmal zugleich"));
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        await ApiTown.Json(await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Erster Inhalt"), key)));
        var refused = await ApiTown.Problem(await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Anderer Inhalt"), key)), 422);
        Assert.Equal("Kernel.Idempotency.OtherContent", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(0, await Count(town, "Anderer Inhalt"));
    }

    [Fact]
    public async Task The_key_of_one_person_is_nothing_to_another()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        using var one = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Von zweien"), key));
        using var other = await town.Approver.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Von zweien"), key));
        Assert.False(other.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(2, await Count(town, "Von zweien"));
    }

    [Fact]
    public async Task The_key_of_one_token_is_nothing_to_another_of_the_same_person()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        using var one = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Starker und schwacher Zugang"), key));
        Assert.Equal(HttpStatusCode.Created, one.StatusCode);
        using var weak = town.Town.Client(await town.Town.Token(town.WriterId, Permission.See));
        var refused = await weak.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Starker und schwacher Zugang"), key));
        Assert.False(refused.Headers.Contains("Idempotency-Replayed"));
        await ApiTown.Problem(refused, 403);
        Assert.Equal(1, await Count(town, "Starker und schwacher Zugang"));
    }

    [Fact]
    public async Task An_answer_is_not_told_again_when_the_person_may_no_longer_do_what_it_tells_of()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        var person = await town.Town.Person("Auf Zeit", town.City, Role.Writer);
        using var client = town.Town.Client(await town.Town.Token(person));
        using var first = await client.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Recht auf Zeit"), key));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        await town.Town.With((Db db) => db.Set<Grant>().Where(grant => grant.Person == person).ExecuteDeleteAsync());
        var refused = await ApiTown.Problem(await client.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Recht auf Zeit"), key)), 403);
        Assert.DoesNotContain("Recht auf Zeit", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal("Kernel.Idempotency.OtherRights", refused.GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(1, await Count(town, "Recht auf Zeit"));
    }

    [Fact]
    public async Task A_new_unit_somewhere_does_not_keep_an_answer_back()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        using var first = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Vor der neuen Einheit"), key));
        await town.Town.Unit(town.City, "Neue Einheit danach");
        // Longer than the program remembers the tree.
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        using var second = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Vor der neuen Einheit"), key));
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
    }

    [Fact]
    public async Task Answers_are_kept_for_a_day()
    {
        await using var house = await House.Open();
        var asked = new AnswerKey(Guid.CreateVersion7(), "k", "");
        await house.With((KeptAnswers kept) => kept.Take(asked, "/api/v1/posts", "00", default));
        house.Clock.Advance(KeptAnswers.Kept - TimeSpan.FromMinutes(1));
        await house.With((KeptAnswersRound round) => round.Tick(default));
        Assert.NotNull(await house.With((KeptAnswers kept) => kept.Find(asked, default)));
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.With((KeptAnswersRound round) => round.Tick(default));
        Assert.Equal(0, await house.With((Db db) => db.Set<KeptAnswer>().CountAsync()));
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        await ApiTown.Problem(await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", new { title = "Ohne Einheit" }, key)), 422);
        using var mended = await town.Writer.SendAsync(ApiTown.Post("api/v1/posts", town.Draft("Mit Einheit"), key));
        Assert.Equal(HttpStatusCode.Created, mended.StatusCode);
        Assert.False(mended.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task An_upload_repeated_with_another_boundary_is_the_same_upload()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        var bytes = Samples.Png(Samples.Noise(60, 40));
        using var first = await town.Writer.SendAsync(ApiTown.Post("api/v1/media", ApiTown.Upload(town.City, bytes, "Rauschen"), key));
        using var second = await town.Writer.SendAsync(ApiTown.Post("api/v1/media", ApiTown.Upload(town.City, bytes, "Rauschen"), key));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        await ApiTown.Problem(await town.Writer.SendAsync(ApiTown.Post("api/v1/media", ApiTown.Upload(town.City, bytes, "Anderer Text"), key)), 422);
    }

    [Fact]
    public async Task An_upload_as_large_as_its_kind_may_be_has_a_key_like_any_other()
    {
        var town = await shared.Open();
        var key = $"{Guid.CreateVersion7()}";
        // Larger than any picture may be.
        var padding = new string('x', 53_000_000);
        var bytes = PdfSamples.Of(1, more: $"<< /Length {padding.Length} >>\nstream\n{padding}\nendstream");
        using var first = await town.Writer.SendAsync(ApiTown.Post("api/v1/media", ApiTown.Upload(town.City, bytes, "Haushaltsplan"), key));
        var taken = await ApiTown.Json(first);
        Assert.Equal(bytes.Length, taken.GetProperty("document").GetProperty("bytes").GetInt64());
        using var second = await town.Writer.SendAsync(ApiTown.Post("api/v1/media", ApiTown.Upload(town.City, bytes, "Haushaltsplan"), key));
        Assert.Equal(taken.ToString(), (await ApiTown.Json(second)).ToString());
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        bytes[30_000_000] ^= 1;
        var other = await ApiTown.Problem(await town.Writer.SendAsync(ApiTown.Post("api/v1/media", ApiTown.Upload(town.City, bytes, "Haushaltsplan"), key)), 422);
        Assert.Equal("Kernel.Idempotency.OtherContent", other.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("", "ein Inhalt ohne Grenze")]
    [InlineData("--grenze", "--grenze\r\nA\r\n--grenze\r\nB--gren\r\n--grenze--")]
    [InlineData("--grenze", "--gren")]
    [InlineData("--grenze", "")]
    public async Task What_stands_between_boundaries_is_the_content_in_whatever_bites_it_is_read(string boundary, string content)
    {
        var wanted = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(boundary.Length > 0 ? content.Replace(boundary, "", StringComparison.Ordinal) : content)));
        for (var bite = 1; bite < 40; bite++)
        {
            await using var marked = new MarkedContent(new MemoryStream(Encoding.UTF8.GetBytes(content)), Encoding.UTF8.GetBytes(boundary));
            var buffer = new byte[bite];
            // Whoever reads it may stop before its end.
            for (var read = 0; read < content.Length / 2; read += bite)
                await marked.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, TestContext.Current.CancellationToken);
            Assert.Equal(wanted, await marked.Mark(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task What_nobody_read_is_read_no_further_than_may_be_and_no_further_than_the_line_goes()
    {
        using var endless = new MemoryStream(new byte[10_000_000]);
        await using (var marked = new MarkedContent(endless, []))
            Assert.Null(await marked.Mark(1_000_000, TestContext.Current.CancellationToken));
        Assert.InRange(endless.Position, 1_000_001, 1_100_000);
        await using (var marked = new MarkedContent(new MemoryStream(new byte[1_000]), []))
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(new byte[1_000])), await marked.Mark(1_000, TestContext.Current.CancellationToken));
        await using (var marked = new MarkedContent(new Cut(), []))
            Assert.Null(await marked.Mark(1_000, TestContext.Current.CancellationToken));
    }

    /// <summary>A line that ends before the content does.</summary>
    private sealed class Cut : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The line is cut.");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("mit leerzeichen")]
    [InlineData("0")]
    public async Task A_key_is_1_to_255_visible_characters(string key)
    {
        var town = await shared.Open();
        var request = ApiTown.Post("api/v1/posts", town.Draft("Schlüssel"));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key == "0" ? new string('0', 256) : key);
        var refused = await ApiTown.Problem(await town.Writer.SendAsync(request), 422);
        Assert.Equal("Kernel.Idempotency.KeyBad", refused.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    private static async Task<int> Count(ApiTown town, string title) =>
        (await ApiTown.Json(await town.Approver.GetAsync($"api/v1/posts?text={Uri.EscapeDataString(title)}"))).GetProperty("posts").GetArrayLength();
}
