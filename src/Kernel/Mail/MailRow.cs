using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Mail;

/// <summary>A mail that waits, and for a month the fact that it has left: so a second one with its key is known to be one.</summary>
internal sealed class MailRow
{
    public const int KeyLength = 120;

    private MailRow() { }

    public MailRow(string key, string content, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Key = key;
        Sealed = content;
        WrittenAt = now;
        NextAt = now;
    }

    public Guid Id { get; private set; }
    public string Key { get; private set; } = "";

    /// <summary>Address, subject and text, encrypted; empty once nothing is left to do.</summary>
    public string Sealed { get; private set; } = "";
    public DateTime WrittenAt { get; private set; }

    /// <summary>When it is tried next; null when it has left or was given up.</summary>
    public DateTime? NextAt { get; private set; }
    public int Attempt { get; private set; }
    public DateTime? SentAt { get; private set; }

    /// <summary>Why it was given up; null as long as it was not.</summary>
    public MailFault? GivenUp { get; private set; }
}

/// <summary>The city's mail server: one row, or none.</summary>
internal sealed class MailServerRow : IVersioned, IAudited
{
    string IAudited.Called => Host;

    public const int Only = 1;

    public int Id { get; private set; } = Only;
    public string Host { get; private set; } = "";
    public int Port { get; private set; }
    public MailSecurity Security { get; private set; }
    public string User { get; private set; } = "";
    public string? SealedPassword { get; private set; }
    public string FromAddress { get; private set; } = "";
    public string FromName { get; private set; } = "";
    public int Version { get; private set; }

    /// <summary>Since when nothing leaves, and why; null when the last try went well.</summary>
    public DateTime? FailingSince { get; private set; }
    public MailFault? Fault { get; private set; }

    public void Change(MailServerData data, string? sealedPassword)
    {
        (Host, Port, Security, User) = (data.Host, data.Port, data.Security, data.User);
        (FromAddress, FromName) = (data.FromAddress, data.FromName);
        SealedPassword = sealedPassword;
        (FailingSince, Fault) = (null, null);
    }
}

internal sealed class MailTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<MailRow>(row =>
        {
            row.ToTable("kernel_mails");
            row.HasKey(x => x.Id);
            row.Property(x => x.Key).HasMaxLength(MailRow.KeyLength);
            row.HasIndex(x => x.Key).IsUnique();
            row.HasIndex(x => x.NextAt);
            row.HasIndex(x => x.WrittenAt);
        });
        model.Entity<MailServerRow>(row =>
        {
            row.ToTable("kernel_mail_server");
            row.HasKey(x => x.Id);
            row.Property(x => x.Id).ValueGeneratedNever();
            row.Property(x => x.Host).HasMaxLength(MailServerData.HostLength);
            row.Property(x => x.User).HasMaxLength(MailServerData.UserLength);
            row.Property(x => x.SealedPassword).HasMaxLength(2000);
            row.Property(x => x.FromAddress).HasMaxLength(MailServerData.AddressLength);
            row.Property(x => x.FromName).HasMaxLength(MailServerData.NameLength);
        });
    }
}
