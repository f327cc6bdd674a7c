using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>A document from the wish to upload it on.</summary>
internal sealed class Paper(string urn, Page owner, DateTime ends)
{
    public string Urn { get; } = urn;
    public Page Owner { get; } = owner;
    public DateTime Ends { get; set; } = ends;
    public EntryPicture? File { get; set; }
    public bool IsBroken { get; set; }
    public DateTime ReadyAt { get; set; }

    public string StatusAt(DateTime now) => File is null ? "WAITING_UPLOAD" : ReadyAt > now ? "PROCESSING" : IsBroken ? "PROCESSING_FAILED" : "AVAILABLE";
}

/// <summary>Documents: an address is asked for, the whole file goes there in one call, and then LinkedIn works on it. What is no PDF, or too large, fails then.</summary>
internal static class LinkedInDocuments
{
    public const long Most = 100_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/linkedin/rest/documents", LinkedInCall.Route("w_organization_social", Begin)).WithMetadata(new Operation("document", LinkedInNetwork.Name));
        routes.MapPut("/linkedin/dms-uploads/{urn}/document", Take).WithMetadata(new Operation("document-upload", LinkedInNetwork.Name));
        routes.MapGet("/linkedin/rest/documents/{urn}", (HttpContext context, string urn) => LinkedInCall.Run(context, "w_organization_social", call =>
            call.Network.PaperOf(urn) is { } paper && call.Author(paper.Owner.Urn) is not null
                ? Results.Json(new { id = urn, owner = paper.Owner.Urn, status = paper.StatusAt(call.Network.Now) })
                : LinkedInReply.NotFound(urn))).WithMetadata(new Operation("document-state", LinkedInNetwork.Name));
    }

    private static IResult Begin(LinkedInCall call)
    {
        if (call.Http.Request.Query["action"] != "initializeUpload" || !call.Body.TryGetProperty("initializeUploadRequest", out var wish) || !wish.TryGetProperty("owner", out var owner))
            return LinkedInReply.Invalid("initializeUploadRequest.owner is missing");
        foreach (var field in wish.EnumerateObject())
            if (field.Name != "owner") return LinkedInReply.No(422, "UNRECOGNIZED_FIELD", $"unrecognized field found but not allowed: /initializeUploadRequest/{field.Name}");
        if (call.Author(owner.GetString()) is not { } page) return LinkedInReply.Denied("Member is not an administrator of the owner.");
        var paper = call.Network.NewPaper(page);
        var there = $"{call.Http.Request.Scheme}://{call.Http.Request.Host}/linkedin/dms-uploads/{Uri.EscapeDataString(paper.Urn)}/document";
        return Results.Json(new { value = new { uploadUrlExpiresAt = new DateTimeOffset(paper.Ends).ToUnixTimeMilliseconds(), uploadUrl = there, document = paper.Urn } });
    }

    private static async Task<IResult> Take(HttpContext context, string urn)
    {
        // As the real one does, it takes in what comes before it says anything, and never holds it whole.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (head, bytes, bite) = (new byte[5], 0L, new byte[64 * 1024]);
        for (int read; (read = await context.Request.Body.ReadAsync(bite, CancellationToken.None)) > 0; bytes += read)
        {
            for (var at = 0; at < read && bytes + at < head.Length; at++) head[bytes + at] = bite[at];
            hash.AppendData(bite, 0, read);
        }
        if (context.Request.ContentLength is { } announced && announced != bytes) return LinkedInReply.Invalid("The file ended before its length.");
        var sum = Convert.ToHexStringLower(hash.GetHashAndReset());
        return await LinkedInCall.Run(context, "w_organization_social", call =>
        {
            if (call.Network.PaperOf(urn) is not { File: null } paper || call.Author(paper.Owner.Urn) is null) return LinkedInReply.Invalid("This address is not one for an upload.");
            if (paper.Ends <= call.Network.Now) return LinkedInReply.No(403, "EXPIRED", "The signature of this address has expired.");
            if (bytes == 0) return LinkedInReply.Invalid("The file is empty.");
            call.Network.Fill(paper, Encoding.ASCII.GetString(head) == "%PDF-" && bytes <= Most, bytes, sum, call.Network[call.Me.Name].ProcessingMs);
            return Results.StatusCode(201);
        }, versioned: false);
    }
}
