using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Mail;

namespace Stadtfunk.Media.Mailbox;

/// <summary>The mailbox to which pictures are sent: one row, or none.</summary>
internal sealed class MailboxRow : IVersioned, IAudited
{
    string IAudited.Called => Host;

    public const int Only = 1;

    public int Id { get; private set; } = Only;
    public string Host { get; private set; } = "";
    public int Port { get; private set; }
    public MailSecurity Security { get; private set; }
    public string User { get; private set; } = "";
    public string? SealedPassword { get; private set; }
    public string Folder { get; private set; } = "";

    /// <summary>One a line: an address, or @domain for everybody there.</summary>
    public string Senders { get; private set; } = "";

    /// <summary>The name under which the city's own mail server writes down what it found out about a sender; empty: nobody is believed.</summary>
    public string Judge { get; private set; } = "";

    /// <summary>For whom the pictures come.</summary>
    public UnitId Unit { get; private set; }
    public int Version { get; private set; }

    /// <summary>When it was read last; null before the first time.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>Since when it cannot be read, and why; null when the last try went well.</summary>
    public DateTime? FailingSince { get; private set; }
    public MailboxFault? Fault { get; private set; }

    /// <summary>Mails that were not taken, counted since the settings were changed: from people who are not on the list, in somebody else's name, without a picture that can be taken.</summary>
    public int Strangers { get; private set; }
    public int Forged { get; private set; }
    public int Unusable { get; private set; }

    public void Change(MailboxData data, string? sealedPassword)
    {
        (Host, Port, Security, User, Folder) = (data.Host, data.Port, data.Security, data.User, data.Folder);
        (Senders, Judge, Unit, SealedPassword) = (data.Senders, data.Judge, data.Unit, sealedPassword);
        (FailingSince, Fault, Strangers, Forged, Unusable) = (null, null, 0, 0, 0);
    }

    public MailboxData Data => new(Host, Port, Security, User, Folder, Senders, Judge, Unit);
}

internal sealed class MailboxTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<MailboxRow>(row =>
    {
        row.ToTable("media_mailbox");
        row.HasKey(x => x.Id);
        row.Property(x => x.Id).ValueGeneratedNever();
        row.Property(x => x.Host).HasMaxLength(MailServerData.HostLength);
        row.Property(x => x.User).HasMaxLength(MailServerData.UserLength);
        row.Property(x => x.SealedPassword).HasMaxLength(2000);
        row.Property(x => x.Folder).HasMaxLength(MailboxData.MaxFolder);
        row.Property(x => x.Senders).HasMaxLength(MailboxData.MaxSenders);
        row.Property(x => x.Judge).HasMaxLength(MailServerData.HostLength);
        row.Ignore(x => x.Data);
    });
}

/// <summary>Seals the mailbox's password with the keys of the data folder.</summary>
internal sealed class MailboxSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector keys = protection.CreateProtector("Media.Mailbox.Password");

    public string Close(string password) => keys.Protect(password);

    /// <summary>Null when the keys are not those that it was sealed with, or when it was taken away.</summary>
    public string? Open(string? kept)
    {
        try
        {
            return kept is null ? null : keys.Unprotect(kept);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>The earlier installation may go on reading the same mailbox: two would take each other's mails away, so the password has to be entered anew.</summary>
internal sealed class MailboxAfterRestore(Db db) : IAfterRestore
{
    public Task Settle(CancellationToken ct) => db.Set<MailboxRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.SealedPassword, (string?)null), ct);
}
