namespace Stadtfunk.Kernel.Mail;

/// <param name="Key">What the mail is about, for example <c>invitation/ID</c>: of two mails with one key only the first is written. At most 120 characters.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record OutgoingMail(string Key, string To, string Subject, string Text);

/// <summary>
/// The outbox of mails. A mail is a row of the caller's transaction and leaves afterwards, at least once; while the mail server is away it waits, for
/// three days at most. Address and text lie sealed, and are forgotten once the mail has left.
/// </summary>
public interface IMails
{
    /// <summary>Is there a mail server at all?</summary>
    Task<bool> CanSend(CancellationToken ct);

    /// <summary>
    /// Adds the mail to the caller's Db; it is written with the caller's SaveChanges. False where there is no mail server: then nothing is added, and a
    /// later one does not send what is long over.
    /// </summary>
    Task<bool> Write(OutgoingMail mail, CancellationToken ct);

    /// <summary>Takes a mail back that has not left yet, at once, in the caller's transaction if there is one. What has left is not called back.</summary>
    Task Withdraw(string key, CancellationToken ct);
}
