using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Notices;

/// <summary>How a mail comes.</summary>
internal enum MailPace
{
    Never,

    /// <summary>Within minutes; what happens together comes together.</summary>
    Soon,

    /// <summary>One mail in the morning.</summary>
    Daily,
}

/// <summary>One thing that one person is told.</summary>
internal sealed class NoticeRow
{
    public const int KeyLength = 120;

    private NoticeRow() { }

    public NoticeRow(PersonId person, Notice notice, DateTime now, bool onDesk, DateTime? mailAt)
    {
        Id = Guid.CreateVersion7();
        (Person, Kind, Key, Text, Link) = (person, notice.Kind, notice.Key, notice.Text, notice.Link);
        Args = JsonSerializer.Serialize(notice.Args);
        (At, OnDesk, MailAt) = (now, onDesk, mailAt);
    }

    public Guid Id { get; private set; }
    public PersonId Person { get; private set; }
    public NoticeKind Kind { get; private set; }
    public string Key { get; private set; } = "";
    public string Text { get; private set; } = "";

    /// <summary>A JSON list.</summary>
    public string Args { get; private set; } = "";
    public string Link { get; private set; } = "";
    public DateTime At { get; private set; }
    public bool OnDesk { get; private set; }
    public DateTime? ReadAt { get; private set; }

    /// <summary>When a mail is to tell it; null when none is, or one has.</summary>
    public DateTime? MailAt { get; private set; }

    /// <summary>As this reader is told them.</summary>
    public string[] ArgList(CultureInfo language) => [.. (JsonSerializer.Deserialize<string[]>(Args) ?? []).Select(argument => NoticeTime.Read(argument, language))];

    public void Mailed() => MailAt = null;
}

/// <summary>How one person wants to hear of one kind; where there is no row, the default holds.</summary>
internal sealed class NoticeChoice
{
    private NoticeChoice() { }

    public NoticeChoice(PersonId person, NoticeKind kind) => (Person, Kind) = (person, kind);

    public PersonId Person { get; private set; }
    public NoticeKind Kind { get; private set; }
    public bool Desk { get; private set; } = true;
    public MailPace Mail { get; private set; } = MailPace.Soon;

    public void Set(bool desk, MailPace mail) => (Desk, Mail) = (desk, mail);
}

internal sealed class NoticeTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<NoticeRow>(row =>
        {
            row.ToTable("organisation_notices");
            row.HasKey(x => x.Id);
            row.Property(x => x.Key).HasMaxLength(NoticeRow.KeyLength);
            row.Property(x => x.Text).HasMaxLength(100);
            row.Property(x => x.Args).HasMaxLength(2000);
            row.Property(x => x.Link).HasMaxLength(300);
            row.HasIndex(x => new { x.Person, x.Key }).IsUnique();
            row.HasIndex(x => new { x.Person, x.OnDesk, x.At });
            row.HasIndex(x => new { x.Person, x.ReadAt });
            row.HasIndex(x => x.MailAt);
            row.HasIndex(x => x.At);
            row.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<NoticeChoice>(choice =>
        {
            choice.ToTable("organisation_notice_choices");
            choice.HasKey(x => new { x.Person, x.Kind });
            choice.HasOne<Person>().WithMany().HasForeignKey(x => x.Person).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
