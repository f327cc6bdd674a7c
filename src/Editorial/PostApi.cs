using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial;

/// <summary>A post as the API takes it. What is left out is empty.</summary>
/// <param name="Unit">Needed when a post is begun; ignored afterwards.</param>
/// <param name="Version">Needed when a post is changed: the version that was read.</param>
/// <param name="Due">ISO 8601 with offset; null: as soon as it is released.</param>
/// <param name="Channels">The chosen channels.</param>
/// <param name="Waits">Goes out only when that post has appeared on that channel, and with its link; then <c>link</c> is empty. Null: waits for nothing.</param>
/// <param name="Submit">When a post is begun: also hands it to those who approve; ignored afterwards. What does not fit yet is then not begun.</param>
internal sealed record PostBody(
    UnitId? Unit,
    int? Version,
    string? Title,
    string? Text,
    string? Link,
    CategoryId? Category,
    string? Language,
    string? Due,
    IReadOnlyList<VariantBody>? Channels,
    IReadOnlyList<PictureBody>? Pictures,
    bool Submit = false,
    AwaitedPost? Waits = null)
{
    [JsonIgnore]
    public PostContent Content => new(
        Title ?? "",
        Text ?? "",
        Link,
        Category,
        Language ?? "",
        [.. (Pictures ?? []).Select(picture => new PictureInPost(picture.Picture, picture.Alt ?? "", picture.Decorative))],
        [.. (Channels ?? []).Select(variant => new ChannelChoice(variant.Channel, true, variant.Text) { Form = variant.Form, Terms = variant.Terms })])
    {
        Waits = Waits,
        FormsStay = (Channels ?? []).Where(variant => variant.FormStays).Select(variant => variant.Channel).ToHashSet(),
        TermsStay = (Channels ?? []).Where(variant => variant.TermsStay).Select(variant => variant.Channel).ToHashSet(),
    };
}

/// <param name="Text">Own text; null follows the common text.</param>
internal sealed record VariantBody(ChannelId Channel, string? Text)
{
    /// <summary>Another form than a post, for example <c>story</c> on Instagram; null or empty: a post. Left out: as it is stored, in a new post a post.</summary>
    public string? Form
    {
        get;
        init => (field, FormStays) = (string.IsNullOrEmpty(value) ? null : value, false);
    }

    /// <summary>Nothing was said about the form.</summary>
    [JsonIgnore]
    public bool FormStays { get; private init; } = true;

    /// <summary>What the post says of itself where the network asks, as on TikTok; null: nothing. Left out: as it is stored.</summary>
    public Terms? Terms
    {
        get;
        init => (field, TermsStay) = (value, false);
    }

    /// <summary>Nothing was said about that.</summary>
    [JsonIgnore]
    public bool TermsStay { get; private init; } = true;
}

/// <param name="Alt">Needed unless the picture is decorative.</param>
internal sealed record PictureBody(PictureId Picture, string? Alt, bool Decorative);

/// <param name="Text">Own text; null follows the common text.</param>
/// <param name="Chosen">False takes the channel out.</param>
internal sealed record ChoiceBody(int? Version, string? Text, bool Chosen = true)
{
    /// <summary>Another form than a post, for example <c>story</c> on Instagram; null or empty: a post. Left out: as it is stored.</summary>
    public string? Form
    {
        get;
        init => (field, FormStays) = (string.IsNullOrEmpty(value) ? null : value, false);
    }

    /// <summary>Nothing was said about the form.</summary>
    [JsonIgnore]
    public bool FormStays { get; private init; } = true;

    /// <summary>What the post says of itself where the network asks, as on TikTok; null: nothing. Left out: as it is stored.</summary>
    public Terms? Terms
    {
        get;
        init => (field, TermsStay) = (value, false);
    }

    /// <summary>Nothing was said about that.</summary>
    [JsonIgnore]
    public bool TermsStay { get; private init; } = true;
}

/// <param name="Version">When given, only this version is acted on.</param>
/// <param name="Comment">Why it goes back or is taken away.</param>
internal sealed record StepBody(int? Version, string? Comment);

/// <param name="Release">True: lets it out in the same step; both happen or neither.</param>
/// <param name="At">With release: ISO 8601 with offset; null: the planned time.</param>
/// <param name="Now">With release: at once.</param>
internal sealed record ApproveBody(int? Version, bool Release, string? At, bool Now);

/// <param name="At">ISO 8601 with offset; null: the planned time.</param>
/// <param name="Now">True: at once.</param>
internal sealed record ReleaseBody(int? Version, string? At, bool Now);

internal sealed record StandingAnswer(PostId Id, PostState State, int Version, int Revision, IReadOnlyList<ProblemSentence> Notices);

internal sealed record PostAnswer(
    PostId Id, UnitId Unit, PostState State, int Version, int Revision, string Author, string Title, string Text, string? Link, CategoryId? Category,
    string Language, DateTime? Due, Uri Page, DateTime? PublicSince, IReadOnlyList<VariantAnswer> Channels, IReadOnlyList<PictureBody> Pictures,
    IReadOnlyList<ProblemAnswer> Problems, IReadOnlyList<DecisionAnswer> History, IReadOnlyList<CommentAnswer> Comments,
    AwaitedPost? Waits)
{
    public static PostAnswer Of(PostView view, Words words) => new(
        view.Standing.Id, view.Unit.Id, view.Standing.State, view.Standing.Version, view.Standing.Revision, view.AuthorName, view.Content.Title,
        view.Content.Text, view.Content.Link, view.Content.Category, view.Content.Language, view.Due, view.Page, view.PublicSince,
        [.. view.Channels.Where(channel => view.Content.Chosen.Any(choice => choice.Channel == channel.Id)).Select(channel => VariantAnswer.Of(view, channel))],
        [.. view.Content.Pictures.Select(picture => new PictureBody(picture.Picture, picture.Alt, picture.Decorative))],
        [.. view.Problems.Select(problem => new ProblemAnswer(problem.Why.Field, problem.Channel, problem.Why.Key, words.Of(problem.Why)))],
        [.. view.History.Select(decision => new DecisionAnswer(decision.Kind.ToString(), decision.By, decision.At, decision.Comment, decision.Due, decision.For))],
        [.. view.Comments.Select(comment => new CommentAnswer(comment.By, comment.At, comment.Text))],
        view.Content.Waits);
}

/// <param name="OwnText">Null when it follows the common text.</param>
/// <param name="Text">As it will stand there; <c>{link}</c> for the address of a post that has not appeared yet.</param>
/// <param name="Used">As the network counts it.</param>
/// <param name="Form">Null for a post.</param>
/// <param name="Terms">What the post says of itself there; null: nothing.</param>
/// <param name="Asks">What the network wants to know of a post, and what the account may answer; null where it asks nothing.</param>
internal sealed record VariantAnswer(ChannelId Channel, string Name, string Network, string? OwnText, string Text, int Used, int Limit, string? Form, Terms? Terms, TermRules? Asks)
{
    public static VariantAnswer Of(PostView view, FitChannel chosen)
    {
        PictureView? Find(PictureId picture) => view.Pictures.GetValueOrDefault(picture)?.Picture;
        var channel = chosen.As(view.Content.FormOf(chosen.Id), view.Content.Pictures.Any(picture => Find(picture.Picture)?.Video is not null));
        var content = FitDocument.For(view.Content, Find, channel.Rules);
        var text = view.Content.OwnTextOf(channel.Id)
            ?? FitText.Common(content, view.Page, channel.Rules, view.Pictures.Values.Any(card => card.Picture.Video is not null), FitDocument.In(view.Content, Find));
        var full = FitText.Full(text, content, channel.Rules);
        return new(channel.Id, channel.Name, channel.Network.Key, view.Content.OwnTextOf(channel.Id), Awaiting.Spoken(full, "{link}"), Count.Of(full, channel.Rules), channel.Rules.MaxTextOf(content.Pictures.Count > 0), view.Content.FormOf(channel.Id),
            view.Content.TermsOf(channel.Id), channel.Rules.Asks);
    }
}

internal sealed record ProblemAnswer(string? Field, ChannelId? Channel, string Code, string Sentence);

/// <param name="By">Empty when it happened by the clock.</param>
/// <param name="StandingInFor">For whom a deputy decided; null otherwise.</param>
internal sealed record DecisionAnswer(string Kind, string By, DateTime At, string? Comment, DateTime? Due, string? StandingInFor);

/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record PostPageAnswer(IReadOnlyList<PostRowAnswer> Posts, string? Next);

internal sealed record PostRowAnswer(
    PostId Id, UnitId Unit, PostState State, string Title, CategoryId? Category, DateTime? Due, DateTime? PublicSince, DateTime ChangedAt, string Author,
    IReadOnlyList<ChannelId> Channels);

/// <summary>Times in the API always say their offset, so that no hour is ever ambiguous.</summary>
internal static partial class ApiTime
{
    public static Outcome<PostDue> Read(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new PostDue.Open();
        return Offset().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new PostDue.At(at.UtcDateTime)
            : Refusal.Invalid("Editorial.TimeNeedsOffset").On(field);
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$")]
    private static partial Regex Offset();
}
