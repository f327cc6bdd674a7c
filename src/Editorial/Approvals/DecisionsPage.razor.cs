using System.Globalization;
using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>How posts are approved, and what was decided.</summary>
public sealed partial class DecisionsPage
{
    private IReadOnlyList<RuleRow> rules = [];
    private List<DecidedRow>? rows;
    private DecidedPlace? older;
    private bool broken, open, mine, asAbove;
    private RuleRow? edited;
    private string? kind = "", unit = "", by, second, remind, escalate;
    private IReadOnlyList<UnitView> units = [], choices = [];
    private IReadOnlyList<KeyValuePair<string, string>> errors = [];

    [Inject] private Words Words { get; set; } = null!;
    [Inject] private Toasts Toasts { get; set; } = null!;
    [Inject] private Use<DecisionList> Decisions { get; set; } = null!;
    [Inject] private Use<VisibleUnits> Visible { get; set; } = null!;
    [Inject] private Use<RuleDesk> Rules { get; set; } = null!;
    [Inject] private Use<SetApprovalRule> Setting { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        await Load();
        await ReadRules();
    }

    private async Task ReadRules()
    {
        try
        {
            (rules, choices) = await Rules.Now((desk, actor) => desk.Run(actor, default), CancellationToken.None);
            units = await Visible.Now((visible, actor) => visible.Run(actor, default), CancellationToken.None);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            broken = true;
        }
    }

    private Task Load()
    {
        rows = null;
        return Read(null);
    }

    private Task More() => Read(older);

    private async Task Read(DecidedPlace? below)
    {
        try
        {
            DecisionKind? only = Enum.TryParse<DecisionKind>(kind, out var chosen) ? chosen : null;
            var query = new DecisionQuery(only, UnitId.TryParse(unit, null, out var one) ? one : null, mine);
            var page = await Decisions.Now((list, actor) => list.Run(actor, query, below, default), CancellationToken.None);
            rows = [.. rows ?? [], .. page.Rows];
            (older, broken) = (page.Older, false);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            broken = true;
        }
    }

    private string? Error(string field) => errors.FirstOrDefault(error => error.Key == field).Value;

    // The city itself is always said, how it stands for everybody without a rule of their own.
    private static bool HasOwn(RuleRow row) => row.Own || row.Unit.Parent is null;

    private string About(RuleRow row)
    {
        var said = Words[$"Editorial.Rules.By.{row.Way.By}"];
        if (row.SecondName is { } then)
            said = Words["Editorial.Rules.Then", said, then];
        return HasOwn(row) ? said : Words["Editorial.Rules.Inherited", said];
    }

    private void Begin(RuleRow row)
    {
        edited = row;
        asAbove = !row.Own && row.Unit.Parent is not null;
        errors = [];
        (by, second) = (row.Way.By.ToString(), row.Way.Second?.ToString() ?? "");
        (remind, escalate) = (row.Way.RemindAfter.ToString(CultureInfo.InvariantCulture), row.Way.EscalateAfter.ToString(CultureInfo.InvariantCulture));
        open = true;
    }

    private async Task Save()
    {
        // What is no number is refused like one that is out of range.
        static int Hours(string? typed) => string.IsNullOrWhiteSpace(typed) ? 0 : int.TryParse(typed, CultureInfo.InvariantCulture, out var hours) ? hours : -1;
        var wanted = asAbove ? null : new ApprovalWay(
            Enum.TryParse<ApprovedBy>(by, out var chosen) ? chosen : ApprovedBy.FourEyes, UnitId.TryParse(second, null, out var above) ? above : null, Hours(remind), Hours(escalate));
        var saved = await Setting.Now((set, actor) => set.Run(actor, edited!.Unit.Id, wanted, default), CancellationToken.None);
        errors = [.. saved.Refusals.Select(refusal => KeyValuePair.Create(refusal.Field ?? "", Words.Of(refusal)))];
        if (!saved.Ok)
            return;
        open = false;
        Toasts.Say(Words["Editorial.Rules.Saved"]);
        await ReadRules();
    }
}
