using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Connections;

/// <summary>The open door to a channel's account. The only table with tokens of channels, and they are encrypted.</summary>
internal sealed class Connection : IVersioned, IAudited
{
    string IAudited.Called => Handle;

    private Connection()
    {
    }

    public Connection(ChannelId channel, string network)
    {
        Channel = channel;
        Network = network;
    }

    public ChannelId Channel { get; private set; }
    public string Network { get; private set; } = "";
    public string Server { get; private set; } = "";
    public string AccountId { get; private set; } = "";
    public string Handle { get; private set; } = "";

    /// <summary>JSON of the session's secrets under Data Protection.</summary>
    public string Secrets { get; private set; } = "";
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>When a person has to connect again; null when that time never comes by itself.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <summary>False once the network has refused the sign-in: a person has to connect again.</summary>
    public bool IsGood { get; private set; }

    /// <summary>Null: something gives reason to doubt what was known, and the network is asked at once.</summary>
    public DateTime? CheckedAt { get; private set; }
    public string? SentenceKey { get; private set; }
    public string? SentenceArgs { get; private set; }
    public int Version { get; private set; }

    /// <summary><see cref="KnownHealth"/> as JSON; null until the network was asked.</summary>
    public string? Health { get; private set; }

    public bool IsConnected => Secrets.Length > 0;

    /// <summary>Why it is not good, or, while it is, why the last renewal or check was not answered.</summary>
    public Sentence? Said => SentenceKey is { } key ? new Sentence(key, SentenceArgs?.Split('\u001f') ?? []) : null;

    public void Keep(Session session, string secrets, DateTime now)
    {
        Server = session.Server.AbsoluteUri;
        AccountId = session.AccountId;
        Handle = session.Handle;
        Secrets = secrets;
        ExpiresAt = session.ExpiresAt;
        EndsAt = session.EndsAt;
        IsGood = true;
        CheckedAt = now;
        SentenceKey = SentenceArgs = null;
    }

    /// <summary>What the network said beside that the sign-in holds.</summary>
    /// <param name="anew">A person has just connected it.</param>
    public void Knows(Health? said, bool anew, DateTime now) => Health = KnownHealth.Write(said, now, anew ? now : KnownHealth.Read(Health)?.SignedInAt);

    /// <summary>Which rights a renewal left it with. Nothing else was asked: what is known is no newer for it.</summary>
    public void HasLeft(IReadOnlyList<string>? missing, DateTime now) =>
        Health = KnownHealth.Read(Health) is { } known ? KnownHealth.Write(known with { Missing = missing }) : KnownHealth.Write(new Health { Missing = missing }, now, null);

    /// <summary>Signed out. Whose account it was stays known: the channel still belongs to it.</summary>
    public void Close()
    {
        Secrets = "";
        ExpiresAt = EndsAt = null;
        IsGood = false;
        SentenceKey = SentenceArgs = null;
        Health = null;
    }

    public void Lost(Sentence why, DateTime now)
    {
        IsGood = false;
        Say(why, now);
    }

    /// <summary>It does not answer just now; the sign-in may still be good, and a doubt of it stays.</summary>
    public void Away(Sentence why, DateTime now) => Say(why, CheckedAt is null ? null : now);

    private void Say(Sentence why, DateTime? now)
    {
        CheckedAt = now;
        SentenceKey = why.Key;
        SentenceArgs = why.Args.Length > 0 ? string.Join('\u001f', why.Args) : null;
    }
}

/// <summary>An OAuth sign-in on its way: what must be kept until the browser comes back. Gone after a quarter of an hour.</summary>
internal sealed class PendingSignIn
{
    private PendingSignIn()
    {
    }

    public PendingSignIn(string state, ChannelId channel, Guid person, string kept, DateTime until)
    {
        State = state;
        Channel = channel;
        Person = person;
        Kept = kept;
        Until = until;
    }

    public string State { get; private set; } = "";
    public ChannelId Channel { get; private set; }
    public Guid Person { get; private set; }

    /// <summary>Encrypted.</summary>
    public string Kept { get; private set; } = "";
    public DateTime Until { get; private set; }
}

internal sealed class ConnectionTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<Connection>(row =>
        {
            row.ToTable("publishing_connection");
            row.HasKey(x => x.Channel);
            row.Ignore(x => x.IsConnected);
            row.Ignore(x => x.Said);
            row.Property(x => x.Network).HasMaxLength(40);
            row.Property(x => x.Server).HasMaxLength(300);
            row.Property(x => x.AccountId).HasMaxLength(200);
            row.Property(x => x.Handle).HasMaxLength(200);
            row.Property(x => x.SentenceKey).HasMaxLength(120);
            row.Property(x => x.SentenceArgs).HasMaxLength(2000);
            row.HasIndex(x => new { x.Server, x.AccountId });
        });
        model.Entity<PendingSignIn>(row =>
        {
            row.ToTable("publishing_pending_sign_in");
            row.HasKey(x => x.State);
            row.Property(x => x.State).HasMaxLength(64);
        });
    }
}
