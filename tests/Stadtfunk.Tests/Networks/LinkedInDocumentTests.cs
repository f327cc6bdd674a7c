using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A document on a page of the Lab's LinkedIn: brought in one piece, worked on, and then part of one post.</summary>
public sealed class LinkedInDocumentTests(Peers peers)
{
    /// <summary>As long as it is said to be; begins as what it is, and is never held.</summary>
    private sealed class Sheets(string start, long length) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => true;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            count = (int)Math.Min(count, length - Position);
            for (var i = 0; i < count; i++)
                buffer[offset + i] = Position + i < start.Length ? (byte)start[(int)(Position + i)] : (byte)' ';
            Position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private static Outgoing With(Outgoing post, long bytes = 200_000, int pages = 12, string start = "%PDF-1.7\n", string title = "Jahresbericht der Feuerwehr") =>
        post with { Document = new OutgoingDocument($"paper{bytes}{start.Length}", "application/pdf", bytes, pages, title, _ => Task.FromResult<Stream>(new Sheets(start, bytes))) };

    private async Task<LinkedInStage> Open(object? habits = null) => await LinkedInStage.Open(await peers.Lab(default), habits);

    private static async Task<int> Documents(LinkedInStage stage) => (await stage.Lab.Ledger.All(default, "linkedin", stage.Account.Account, "media")).Select(entry => entry.Id).Distinct().Count();

    [Fact]
    public async Task A_document_is_published_with_its_title_changed_found_and_deleted()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Was die Feuerwehr geleistet hat.", new Uri("https://www.musterstadt.de/feuerwehr"))), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal("Was die Feuerwehr geleistet hat.\n\nhttps://www.musterstadt.de/feuerwehr", entry.Text);
        Assert.Equal(("application/pdf", 200_000), (entry.Pictures[0].Type, entry.Pictures[0].Bytes));
        Assert.Equal("Jahresbericht der Feuerwehr", entry.More["title"]);
        Assert.Equal(1, await Documents(stage));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Receipt);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post with { Document = null }, key, intentAt: stage.House.Now), default));

        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
        Assert.StartsWith("Ohne Fehler.", Assert.Single(await stage.Seen()).Text, StringComparison.Ordinal);
        var other = stage.Errand(With(post, 300_000), stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Equal("Networks.LinkedIn.ContentStays", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(other, default)).Why.Key);
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task The_largest_goes_and_what_is_one_over_is_refused_before_any_call()
    {
        await using var stage = await Open();
        foreach (var over in new[] { With(stage.Post("Zu groß"), 100_000_001), With(stage.Post("Zu lang"), pages: 301) })
            Assert.Equal("Networks.DocumentRefused", Assert.IsType<Step.Refused>(await stage.Publish(over, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
        Assert.IsType<Step.Done>(await stage.Publish(With(stage.Post("Gerade noch"), 100_000_000, 300), stage.NewKey()));
        Assert.Equal(100_000_000, (await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures[0].Bytes);
        var rules = LinkedInNetwork.Network.Rules.Documents!;
        Assert.Empty(rules.Faults("application/pdf", 100_000_000, 300));
        Assert.Equal([DocumentFault.Type, DocumentFault.TooLarge, DocumentFault.TooManyPages], rules.Faults("application/msword", 100_000_001, 301));
    }

    [Theory]
    [InlineData("document", false)]
    [InlineData("document", true)]
    [InlineData("document-upload", false)]
    [InlineData("document-upload", true)]
    [InlineData("document-state", false)]
    [InlineData("document-state", true)]
    public async Task A_call_whose_answer_was_lost_is_made_again_and_there_is_one_post(string endpoint, bool after)
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Verschluckt")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, endpoint, After: after, Count: 1));
        Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
        Assert.Equal(1, await Documents(stage));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_one_call_is_never_repeated_and_what_it_did_is_found(bool after)
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Einmal")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "post", After: after, Count: 1));
        Assert.IsType<Step.Unknown>(await stage.Publish(post, key));
        var finding = await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default);
        Assert.Equal(after, finding is Finding.Found);
        Assert.Equal(after ? 1 : 0, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task Killed_after_anything_that_was_kept_it_goes_on_and_there_is_one_post()
    {
        await using var stage = await Open();
        for (var at = 1; ; at++)
        {
            var (post, key, parts, kept) = (With(stage.Post($"Getötet {at}")), stage.NewKey(), new Dictionary<string, string>(), 0);
            Errand Row(int dies) => new(ErrandKind.Publish, key, post, stage.Session, null, null, parts, (name, value, _) =>
            {
                parts[name] = value;
                return ++kept == dies ? throw new OperationCanceledException("The process is gone.") : Task.CompletedTask;
            }, stage.Calls.Add) { IntentAt = stage.House.Now };
            var died = await Record.ExceptionAsync(() => stage.Publisher.Prepare(Row(at), default)) is not null;
            for (var turn = 0; turn < 3 && await stage.Publisher.Prepare(Row(0), default) is { } step; turn++)
                Assert.True(step is Step.Later or Step.Waiting, step.ToString());
            Assert.IsType<Step.Done>(await stage.Publisher.Send(Row(0), default));
            Assert.Equal(at, (await stage.Seen()).Count);
            if (!died)
            {
                Assert.True(at > 4, $"Only {at - 1} things were kept.");
                return;
            }
        }
    }

    [Theory]
    [InlineData("document", LabFaultKind.Error, "Later")]
    [InlineData("document", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("document-upload", LabFaultKind.Error, "Later")]
    [InlineData("document-upload", LabFaultKind.HalfUpload, "Later")]
    [InlineData("document-upload", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("document-upload", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("document-upload", LabFaultKind.Duplicate, "Refused")]
    [InlineData("document-state", LabFaultKind.Html, "Later")]
    [InlineData("post", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("post", LabFaultKind.Error, "Unknown")]
    [InlineData("post", LabFaultKind.Duplicate, "Duplicate")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        await OnTheWay.Decides(stage, stage.Lab, stage.Account, With(stage.Post("Warum nicht?")), new LabFault(kind, endpoint), expected);
    }

    [Fact]
    public async Task A_document_is_waited_for_and_one_that_is_none_is_refused()
    {
        await using var stage = await Open(new { processingMs = 3_600_000 });
        var (post, key) = (With(stage.Post("In Arbeit")), stage.NewKey());
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<Step.Waiting>(await stage.Publish(post, key)).After);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<Step.Waiting>(await stage.Publish(post, key)).After);
        Assert.Equal(1, await Documents(stage));
        // What takes so long will not be done any more, and is brought anew.
        stage.House.Clock.Advance(TimeSpan.FromMinutes(28));
        Assert.Equal("Networks.DocumentProcessing", Assert.IsType<Step.Later>(await stage.Publish(post, key)).Why.Key);
        await LinkedInStage.Habits(stage.Lab, stage.Account, new { });
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(With(stage.Post("Kein PDF"), start: "PK\u0003\u0004"), stage.NewKey()));
        Assert.Equal(("Networks.DocumentRefused", "PROCESSING_FAILED"), (refused.Why.Key, refused.Why.Args[1]));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_before_the_upload_and_a_long_title_is_cut()
    {
        await using var stage = await Open();
        Assert.Equal("Networks.TextTooLong", Assert.IsType<Step.Refused>(await stage.Publish(With(stage.Post(new string('a', 3001))), stage.NewKey())).Why.Key);
        Assert.Equal(0, await Documents(stage));
        Assert.IsType<Step.Done>(await stage.Publish(With(stage.Post("Lang"), title: new string('t', 900)), stage.NewKey()));
        Assert.Equal(400, (await stage.Lab.Ledger.Posts(stage.Account, default))[0].More["title"].Length);
    }

    /// <summary>Things that the product never does: else nothing would be proved by its never being refused.</summary>
    [Fact]
    public async Task The_stand_in_takes_no_other_order_no_second_upload_and_no_post_without_a_title()
    {
        await using var stage = await Open();
        async Task<HttpResponseMessage> Call(HttpMethod method, string path, object? body)
        {
            var request = new HttpRequestMessage(method, new Uri(stage.Session.Server, path)) { Content = body as HttpContent ?? JsonContent.Create(body) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stage.Session.Secret(LinkedInApi.Token));
            request.Headers.Add("LinkedIn-Version", "202607");
            request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
            return await stage.Lab.Http.SendAsync(request);
        }
        object Naming(object media) => new
        {
            author = stage.Session.AccountId, commentary = "Falsch", visibility = "PUBLIC", distribution = new { feedDistribution = "MAIN_FEED" }, lifecycleState = "PUBLISHED", content = new { media },
        };
        Task<HttpResponseMessage> Put(string there, byte[] bytes) => Call(HttpMethod.Put, there, new ByteArrayContent(bytes));

        var begun = await (await Call(HttpMethod.Post, "rest/documents?action=initializeUpload", new { initializeUploadRequest = new { owner = stage.Session.AccountId } })).Content.ReadFromJsonAsync<JsonElement>();
        var (urn, there) = (begun.GetProperty("value").GetProperty("document").GetString()!, begun.GetProperty("value").GetProperty("uploadUrl").GetString()!);
        Assert.Equal(HttpStatusCode.BadRequest, (await Call(HttpMethod.Post, "rest/posts", Naming(new { id = urn, title = "Zu früh" }))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(there, [])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(there.Replace("document%3A", "document%3Ax", StringComparison.Ordinal), [1])).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Put(there, [.. "%PDF-1.7"u8])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(there, [.. "%PDF-1.7"u8])).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Call(HttpMethod.Post, "rest/posts", Naming(new { id = urn }))).StatusCode);
        Assert.Equal((HttpStatusCode)422, (await Call(HttpMethod.Post, "rest/posts", Naming(new { id = urn, title = "Bericht", altText = "gibt es nicht" }))).StatusCode);
        Assert.Empty(await stage.Seen());
        Assert.Equal(HttpStatusCode.Created, (await Call(HttpMethod.Post, "rest/posts", Naming(new { id = urn, title = "Bericht" }))).StatusCode);
    }
}
