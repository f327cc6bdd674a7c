using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Library;

public sealed partial class PictureUpload
{
    private const int AtOnce = 10;

    private readonly CancellationTokenSource gone = new();
    private readonly List<string> said = [];
    private readonly List<string> refused = [];
    private ElementReference zone;
    private InputFile? input;
    private IJSObjectReference? module, listening;
    private string? running;
    private int percent;

    /// <summary>Whose library takes the pictures.</summary>
    [Parameter, EditorRequired]
    public UnitId Unit { get; set; }

    /// <summary>A short hint, where the field is one among many.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>Once for each picture that came in, also for one that was already there.</summary>
    [Parameter]
    public EventCallback<PictureId> OnAdded { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || input?.Element is null)
            return;
        module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Stadtfunk.Media/js/pictures.js");
        listening = await module.InvokeAsync<IJSObjectReference>("listen", zone, input.Element);
    }

    private async Task Take(InputFileChangeEventArgs chosen)
    {
        said.Clear();
        refused.Clear();
        if (chosen.FileCount > AtOnce)
        {
            refused.Add(Words["Media.Add.TooMany"]);
            return;
        }
        var files = chosen.GetMultipleFiles(AtOnce);
        for (var place = 0; place < files.Count; place++)
            await (IsLarger(files[place]) ? Send(files[place], place) : Take(files[place]));
        running = null;
    }

    private async Task Take(IBrowserFile file)
    {
        if (file.Size > Upload.MaxBytes)
        {
            refused.Add($"{file.Name}: {Words.Of(Upload.TooBig(file.Size))}");
            return;
        }
        try
        {
            await using var stream = new ProgressStream(file.OpenReadStream(Upload.MaxBytes, gone.Token), read => Tell(file, read));
            var added = await AddPicture.Now((add, actor) => add.Run(actor, new NewPicture(Unit, file.Name, stream, "", ""), gone.Token), gone.Token);
            if (!added.Ok)
            {
                refused.AddRange(added.Refusals.Select(refusal => $"{file.Name}: {Words.Of(refusal)}"));
                return;
            }
            said.Add(added.Value.Known ? $"{file.Name}: {Words["Media.Known"]}" : Words["Media.Add.Added", file.Name]);
            if (added.Value.StillOnly)
                said.Add(Words["Media.StillOnly"]);
            await OnAdded.InvokeAsync(added.Value.Picture.Id);
        }
        catch (Exception lost) when (lost is IOException or JSException or TimeoutException)
        {
            refused.Add(Words["Media.Add.Lost", file.Name]);
        }
    }

    private static bool IsLarger(IBrowserFile file) => IsDocument(file) || file.ContentType.StartsWith("video/", StringComparison.Ordinal);

    private static bool IsDocument(IBrowserFile file) => file.ContentType == "application/pdf";

    /// <summary>A video may be as large as two gigabytes, a document as a hundred megabytes: the browser sends it by itself, and only says how far it is.</summary>
    private async Task Send(IBrowserFile file, int place)
    {
        if (file.Size > (IsDocument(file) ? Upload.DocumentBytes : Limit.Bytes))
        {
            refused.Add($"{file.Name}: {(IsDocument(file) ? Words.Of(Upload.DocumentTooBig) : Words["Media.Video.TooBig", Limit.Bytes / 1024 / 1024])}");
            return;
        }
        Tell(file.Name, 0, file.Size);
        using var page = DotNetObjectReference.Create(this);
        VideoAnswer? answer = null;
        try
        {
            answer = await module!.InvokeAsync<VideoAnswer?>("send", gone.Token, input!.Element, place, $"/desk/medien/hochladen?unit={Unit}", page);
        }
        catch (JSException)
        {
            // Said below.
        }
        if (answer is null)
            refused.Add(Words["Media.Add.Lost", file.Name]);
        else if (answer.Id is { } id)
        {
            said.AddRange(answer.Said);
            await OnAdded.InvokeAsync(id);
        }
        else
            refused.AddRange(answer.Said.Select(sentence => $"{file.Name}: {sentence}"));
    }

    /// <summary>Called by the page's script.</summary>
    [JSInvokable]
    public void Sent(string name, long bytes, long all) => Tell(name, bytes, all);

    private void Tell(IBrowserFile file, long read) => Tell(file.Name, read, file.Size);

    private void Tell(string name, long read, long all)
    {
        var now = (int)(read * 100 / Math.Max(1, all));
        if (now == percent && running is not null && read < all)
            return;
        percent = now;
        running = read >= all
            ? Words["Media.Add.Checking", name]
            : Words["Media.Add.Progress", name, (read / 1048576.0).ToString("0.0"), (all / 1048576.0).ToString("0.0")];
        _ = InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        gone.Dispose();
        try
        {
            if (listening is not null)
                await listening.InvokeVoidAsync("stop");
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }
    }
}
