using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Assisted;

/// <summary>Nothing is signed in to: which network it is, how the channel is called there and where it stands is all that is needed.</summary>
internal sealed class AssistedSignIn(AssistedNetwork places) : ISignIn
{
    public const string RulesLike = "rulesLike";
    public const string Name = "name";
    public const string Address = "address";
    private const int LongestAddress = 200;

    public Network Network => places.Network;

    public IReadOnlyList<SignInField> Fields { get; } =
    [
        new(RulesLike, "Networks.Assisted.Field.RulesLike", "Networks.Assisted.Field.RulesLike.Hint", Secret: false, places.Choices[0]) { Choices = places.Choices },
        new(Name, "Networks.Assisted.Field.Name", "Networks.Assisted.Field.Name.Hint", Secret: false),
        new(Address, "Networks.Assisted.Field.Address", "Networks.Assisted.Field.Address.Hint", Secret: false),
    ];

    public SignInStyle Style => SignInStyle.Form;

    public Task<SignInResult> WithFields(IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var name = fields.GetValueOrDefault(Name, "").Trim();
        var like = fields.GetValueOrDefault(RulesLike, "").Trim();
        if (name.Length is 0 or > 100)
            return Refused(new Sentence("Networks.Assisted.NameMissing"));
        if (places.Like(like) is not { } network)
            return Refused(new Sentence("Networks.Assisted.RulesUnknown"));
        if (!Uri.TryCreate(fields.GetValueOrDefault(Address, "").Trim(), UriKind.Absolute, out var link) || link.Scheme != Uri.UriSchemeHttps
            || link.AbsoluteUri.Length > LongestAddress || link.AbsolutePath.Length < 2)
            return Refused(new Sentence("Networks.Assisted.AddressBad"));
        if (!places.LeadsTo(link, like))
            return Refused(new Sentence("Networks.Assisted.AddressElsewhere", network.Name));
        var server = new Uri(link.GetLeftPart(UriPartial.Authority) + "/");
        return Check(new Session(server, link.AbsoluteUri, name, new Dictionary<string, string> { [RulesLike] = like }), ct);
    }

    public Task<SignInStart> Start(IReadOnlyDictionary<string, string> fields, Uri redirect, string state, CancellationToken ct) =>
        Task.FromResult<SignInStart>(new SignInStart.Refused(new Sentence("Networks.SignInByForm", Network.Name)));

    public Task<SignInResult> Finish(IReadOnlyDictionary<string, string> kept, string code, Uri redirect, CancellationToken ct) =>
        Refused(new Sentence("Networks.SignInByForm", Network.Name));

    public Task<SignInResult> Refresh(Session session, CancellationToken ct) => Check(session, ct);

    public Task<SignInResult> Check(Session session, CancellationToken ct) =>
        Task.FromResult<SignInResult>(new SignInResult.Good(session, new Uri(session.AccountId), places.Like(session.Secret(RulesLike))?.Rules));

    public Task SignOut(Session session, CancellationToken ct) => Task.CompletedTask;

    private static Task<SignInResult> Refused(Sentence why) => Task.FromResult<SignInResult>(new SignInResult.Refused(why));
}
