using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

/// <summary>The city's number or bot at a messenger, to which pictures are sent: one row each, or none.</summary>
internal sealed class MessengerRow : IVersioned, IAudited
{
    string IAudited.Called => Id.ToString();

    private MessengerRow()
    {
    }

    public MessengerRow(Messenger id) => Id = id;

    public Messenger Id { get; private set; }
    public string Account { get; private set; } = "";
    public string? SealedToken { get; private set; }

    /// <summary>Proves what comes in at the webhook; null where nothing comes that way.</summary>
    public string? SealedSecret { get; private set; }
    public string Senders { get; private set; } = "";

    /// <summary>For whom the pictures come.</summary>
    public UnitId Unit { get; private set; }
    public int Version { get; private set; }

    /// <summary>When the messenger last said anything; null before the first time.</summary>
    public DateTime? HeardAt { get; private set; }

    /// <summary>Since when it cannot be read, and why; null when the last try went well.</summary>
    public DateTime? FailingSince { get; private set; }
    public FetchFault? Fault { get; private set; }

    /// <summary>Pictures were given up because their keys are gone. That is told for as long as their senders may still remember them.</summary>
    public bool TellsOfLostKeys(DateTime now) => Fault == FetchFault.KeyLost && FailingSince > now - Announcements.Kept;

    /// <summary>Of what was asked for, the last that was heard.</summary>
    public long Last { get; private set; }

    /// <summary>Messages that were not taken, counted since the settings were changed: from people who are not on the list, and pictures that could not be taken.</summary>
    public int Strangers { get; private set; }
    public int Unusable { get; private set; }

    public MessengerData Data => new(Account, Senders, Unit);

    public void Change(MessengerData data, string? sealedToken, string? sealedSecret)
    {
        // Another bot numbers anew.
        if (SealedToken != sealedToken)
            Last = 0;
        (Account, Senders, Unit, SealedToken, SealedSecret) = (data.Account, data.Senders, data.Unit, sealedToken, sealedSecret);
        (FailingSince, Fault, Strangers, Unusable) = (null, null, 0, 0);
    }
}

/// <summary>
/// A picture that was announced and is to be fetched: until it is in the tray, or for as long as the messenger keeps it. Or words that are to find their
/// picture.
/// </summary>
internal sealed class AnnouncedPicture
{
    public const int MaxKey = 200;

    /// <summary>So begins the key of words.</summary>
    public const string Words = "words/";

    private AnnouncedPicture()
    {
    }

    /// <param name="place">Among those that were heard of together: they are fetched and answered in the order in which they were sent.</param>
    public AnnouncedPicture(Messenger from, string key, string content, int place, DateTime now, DateTime until)
    {
        (Id, From, Key, Sealed, NextAt, Until) = (Guid.CreateVersion7(new DateTimeOffset(now).AddMilliseconds(place)), from, key, content, now, until);
    }

    public Guid Id { get; private set; }
    public Messenger From { get; private set; }
    public string Key { get; private set; } = "";

    /// <summary>Who sent it with which words, and where it lies: encrypted. Of words empty once they are where they belong; that they were here stays, so that they come once.</summary>
    public string Sealed { get; private set; } = "";
    public DateTime NextAt { get; private set; }
    public DateTime Until { get; private set; }
    public int Attempt { get; private set; }
}

internal sealed class MessengerTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<MessengerRow>(row =>
        {
            row.ToTable("media_messenger");
            row.HasKey(x => x.Id);
            row.Property(x => x.Account).HasMaxLength(MessengerData.MaxAccount);
            row.Property(x => x.SealedToken).HasMaxLength(2000);
            row.Property(x => x.SealedSecret).HasMaxLength(2000);
            row.Property(x => x.Senders).HasMaxLength(MessengerData.MaxSenders);
            row.Ignore(x => x.Data);
        });
        model.Entity<AnnouncedPicture>(picture =>
        {
            picture.ToTable("media_announced_picture");
            picture.HasKey(x => x.Id);
            picture.Property(x => x.Key).HasMaxLength(AnnouncedPicture.MaxKey);
            picture.HasIndex(x => x.Key).IsUnique();
            picture.HasIndex(x => x.NextAt);
        });
    }
}

/// <summary>Seals tokens and what was announced with the keys of the data folder.</summary>
internal sealed class MessengerSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector keys = protection.CreateProtector("Media.Messengers");

    public string Close(string secret) => keys.Protect(secret);

    /// <summary>Null when the keys are not those that it was sealed with, or when it was taken away.</summary>
    public string? Open(string? kept)
    {
        try
        {
            return kept is null ? null : keys.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>The earlier installation may go on asking the same bot: two would take each other's pictures away, so the tokens have to be entered anew.</summary>
internal sealed class MessengersAfterRestore(Db db) : IAfterRestore
{
    public Task Settle(CancellationToken ct) => db.Set<MessengerRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.SealedToken, (string?)null), ct);
}
