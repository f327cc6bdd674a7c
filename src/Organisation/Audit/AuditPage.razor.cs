using System.Globalization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Audit;

public sealed partial class AuditPage
{
    /// <summary>What can be filtered by; each has a word.</summary>
    internal static readonly IReadOnlyList<string> Things =
    [
        "Editorial/Post", "Editorial/Category", "Editorial/Slot", "Editorial/SlotPeriod", "Editorial/SchoolHoliday", "Editorial/QuietRow", "Editorial/ApprovalRule", "Editorial/PressRelease", "Editorial/PressFeed", "Media/Picture", "Media/MailboxRow", "Media/MessengerRow", "Organisation/Channel", "Publishing/Connection", "Publishing/Delivery", "Publishing/Pause", "Publishing/HandOwner", "Organisation/Person",
        "Organisation/Grant", "Organisation/Deputy", "Organisation/Invitation", "Organisation/ApiToken", "Organisation/Passkey", "Organisation/Unit", "Organisation/CityRow", "Kernel/MailServerRow",
    ];

    internal static string Word(string thing) => thing.Replace("/", "", StringComparison.Ordinal);

    private List<AuditRow> rows = [];
    private IReadOnlyList<PersonRow> people = [];
    private bool allowed, more;
    private string? person, thing;
    private DateOnly? first, last;
    private AuditProof? proof;

    private AuditWish Wish => new(PersonId.TryParse(person, null, out var one) ? one : null, string.IsNullOrEmpty(thing) ? null : thing, first, last);

    private string Download => string.Create(CultureInfo.InvariantCulture, $"/desk/protokoll/datei?person={Wish.Person}&thing={Wish.Thing}&first={first:yyyy-MM-dd}&last={last:yyyy-MM-dd}");

    protected override async Task Load()
    {
        var page = await Reading.Now((read, actor) => read.Run(actor, Wish, null, Ct), Ct);
        allowed = page.Ok;
        if (!page.Ok)
            return;
        (rows, more) = ([.. page.Value.Rows], page.Value.More);
        if (people.Count == 0)
            people = await People.Now((list, actor) => list.Run(actor, Ct), Ct);
    }

    private Task Filter() => Reload();

    private async Task Older()
    {
        var page = await Reading.Now((read, actor) => read.Run(actor, Wish, rows[^1].Line.Seq, Ct), Ct);
        if (!page.Ok)
            return;
        rows.AddRange(page.Value.Rows);
        more = page.Value.More;
    }

    private async Task Prove()
    {
        var proved = await Proving.Now((use, actor) => use.Run(actor, Ct), Ct);
        Refuse(proved.Refusals);
        proof = proved.Value;
    }
}
