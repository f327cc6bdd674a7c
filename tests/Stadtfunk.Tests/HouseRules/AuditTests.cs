using System.Text.RegularExpressions;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Organisation.Audit;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.HouseRules;

/// <summary>What people change is in the audit log, because Db writes it there. So every row is either audited, or here with the reason why not.</summary>
public sealed partial class AuditTests
{
    // Rows that no person decides about, and those that are a record themselves.
    private static readonly Dictionary<string, string> NotAudited = new()
    {
        ["OutboxRow"] = "machine", ["KeptAnswer"] = "machine", ["MailRow"] = "machine", ["HookRow"] = "machine", ["PressFeedItem"] = "machine", ["AnnouncedPicture"] = "machine", ["AuditEntry"] = "the log", ["AuditHead"] = "the log",
        ["RecoveryCode"] = "a part of Person.TotpKey", ["KnownDevice"] = "machine", ["FontRow"] = "named by CityRow.Font", ["Session"] = "its end is noted at the person", ["NoticeRow"] = "machine", ["NoticeChoice"] = "only for oneself",
        ["Revision"] = "frozen with its post", ["Edition"] = "kept with its post", ["Decision"] = "a record of its own", ["Comment"] = "a record of its own", ["PostPicture"] = "a part of its post", ["Variant"] = "a part of its post",
        ["SlotChannel"] = "a part of its slot", ["Release"] = "machine", ["Attempt"] = "a record of its own", ["Part"] = "machine", ["Patience"] = "machine", ["PendingSignIn"] = "machine", ["EditionChange"] = "machine",
        ["HandClaim"] = "who answered is kept with the delivery", ["DemoRun"] = "machine", ["DemoStep"] = "machine", ["Rendition"] = "machine", ["TrayEntry"] = "who decided is kept with it, and what became of it is with its picture or post", ["TrayLine"] = "machine", ["PictureTag"] = "a part of its picture", ["Video"] = "a part of its picture", ["RevisionPicture"] = "frozen with its post", ["PracticePost"] = "machine",
    };

    [Fact]
    public void Every_row_is_audited_or_says_why_not()
    {
        using var db = new SqliteDesign().CreateDbContext([]);
        var rows = db.Model.GetEntityTypes().Where(type => !type.IsOwned()).Select(type => type.ClrType).Distinct().ToList();
        Assert.True(rows.Count(type => typeof(IAudited).IsAssignableFrom(type)) > 10);
        Faults.None(rows.Where(type => !typeof(IAudited).IsAssignableFrom(type) && !NotAudited.ContainsKey(type.Name))
            .Select(type => $"{type.FullName} is neither IAudited nor in the list of rows that need not be"));
    }

    [Fact]
    public void Everything_that_is_audited_can_be_looked_for_and_has_a_word()
    {
        using var db = new SqliteDesign().CreateDbContext([]);
        var things = db.Model.GetEntityTypes().Select(type => type.ClrType).Where(typeof(IAudited).IsAssignableFrom).Select(AuditPen.ThingOf).Distinct().ToList();
        var texts = File.ReadAllText(Path.Combine(SourceTree.Root, "src/Organisation/Texts.resx"));
        Faults.None(things.Except(AuditPage.Things).Select(thing => $"{thing} is not among the things of the audit page"));
        Faults.None(things.Where(thing => !texts.Contains($"\"Audit.Thing.{AuditPage.Word(thing)}\"", StringComparison.Ordinal)).Select(thing => $"{thing} has no word in the audit log"));
    }

    /// <summary>Deleting or updating in the database at once goes past the tracked rows: who does it for a person notes it.</summary>
    [Fact]
    public void What_goes_past_the_tracked_rows_is_noted() => Faults.None(Rooms.All.SelectMany(room => Tree.Under(room.Folder, ".cs")).Select(file => (file, text: File.ReadAllText(file)))
        .Where(one => one.text.Contains("Run(Actor actor", StringComparison.Ordinal) && PastTheRows().IsMatch(one.text) && !one.text.Contains("db.Note<", StringComparison.Ordinal))
        .Where(one => !Own.Contains(Path.GetFileName(one.file))).Select(one => $"{Tree.Short(one.file)} changes rows that are audited, and notes nothing"));

    // Only about oneself, or beside a tracked change of the same person.
    private static readonly HashSet<string> Own = ["NoticeUse.cs", "ResetSignIn.cs", "ConnectChannel.cs", "DropCorrection.cs"];

    [GeneratedRegex("Execute(Delete|Update)Async")]
    private static partial Regex PastTheRows();
}
