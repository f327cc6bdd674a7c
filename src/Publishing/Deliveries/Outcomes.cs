using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What came back decides (ledger rule 4).</summary>
internal static class Outcomes
{
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    public static void Apply(Delivery row, Step step, DateTime now)
    {
        switch (step)
        {
            case Step.Done done:
                row.Published(done.Receipt, now);
                break;
            case Step.Waiting waiting:
                if (row.State == DeliveryState.Preparing)
                    row.WaitForPictures(now + waiting.After, waiting.Percent);
                else
                    row.Processing(waiting.Ticket, waiting.After == Timeout.InfiniteTimeSpan ? null : now + waiting.After, waiting.ForPerson);
                break;
            case Step.Later later:
                row.NotExecuted(later.Why, now + (later.After ?? Backoff(row.Attempt)));
                break;
            case Step.Refused refused:
                row.Refused(refused.Why);
                break;
            case Step.Duplicate duplicate:
                row.BecameUnknown(duplicate.Why, now, duplicate: true);
                break;
            case Step.SignInLost lost:
                row.NotExecuted(lost.Why, now + TimeSpan.FromMinutes(1));
                break;
            case Step.Stopped stopped:
                row.NotExecuted(stopped.Why, now + TimeSpan.FromMinutes(1));
                break;
            case Step.Unknown unknown:
                row.BecameUnknown(unknown.Why, now);
                break;
        }
    }

    public static void Apply(Delivery row, Finding finding, DateTime now)
    {
        switch (finding)
        {
            case Finding.Found found:
                row.Published(found.Receipt, now);
                break;
            case Finding.Absent when row.Duplicate:
                row.Refused(new Sentence("Publishing.DuplicateNotOurs"));
                break;
            case Finding.Absent absent:
                // At once the first time; a server that fails each time must not be asked in a tight loop.
                row.MayRepeat(new Sentence("Publishing.CertainlyNotThere"), row.Attempt <= 1 ? now : now + Backoff(row.Attempt - 1), absent.OnlyUntil);
                break;
            case Finding.Clear clear:
                Apply(row, clear.Step, now);
                break;
            case Finding.CannotTell cannotTell:
                row.CouldNotTell(cannotTell.Why, now);
                break;
        }
    }

    /// <summary>5 s, 10 s, 20 s … 10 min, with up to a fifth more so that channels do not come in step.</summary>
    private static TimeSpan Backoff(int attempt)
    {
        var plain = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Clamp(attempt - 1, 0, 10)));
        var most = plain < LongestBackoff ? plain : LongestBackoff;
        return most * (1 + (Random.Shared.NextDouble() / 5));
    }
}
