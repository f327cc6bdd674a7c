using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Videos;

public sealed partial class VideoCard
{
    private static readonly string[] Languages = ["de", "en", "tr", "ar", "ru", "uk", "pl", "fr", "es", "it"];

    private ElementReference player;
    private PictureId read;
    private List<string> faults = [];
    private string? text, language = "de";

    /// <summary>The picture with its video.</summary>
    [Parameter, EditorRequired]
    public PictureView Picture { get; set; } = null!;

    [Parameter]
    public string? Preview { get; set; }

    [Parameter]
    public bool MayWrite { get; set; }

    /// <summary>After subtitles or poster were changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private VideoView Video => Picture.Video!;

    private bool IsUnfit => Video.Unfinished is { Key: not ("Media.Video.NotReady" or "Media.Video.NoSubtitles") };

    protected override async Task OnParametersSetAsync()
    {
        if (read == Picture.Id)
            return;
        read = Picture.Id;
        var kept = await ReadSubtitles.Now((subtitles, actor) => subtitles.Run(actor, Picture.Id, default), default);
        text = kept.Value ?? "";
        language = Video.Subtitles?.Language ?? language;
    }

    private async Task Chosen(InputFileChangeEventArgs chosen)
    {
        faults = [];
        if (chosen.File.Size > WebVtt.MostBytes)
        {
            faults = [Words["Media.Vtt.TooBig"]];
            return;
        }
        try
        {
            using var reader = new StreamReader(chosen.File.OpenReadStream(WebVtt.MostBytes));
            text = await reader.ReadToEndAsync();
        }
        catch (Exception lost) when (lost is IOException or JSException or TimeoutException)
        {
            faults = [Words["Media.Add.Lost", chosen.File.Name]];
            return;
        }
        await Save();
    }

    private async Task Save()
    {
        var kept = await SetSubtitles.Now((set, actor) => set.Run(actor, Picture.Id, text ?? "", language ?? "", default), default);
        faults = [.. kept.Refusals.Select(Words.Of)];
        if (!kept.Ok)
            return;
        Toasts.Say(Words["Media.Video.SubtitlesKept", kept.Value]);
        await OnChanged.InvokeAsync();
    }

    private async Task TakeMoment()
    {
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Stadtfunk.Media/js/pictures.js");
        var seconds = await module.InvokeAsync<double>("moment", player);
        var drawn = await ChoosePoster.Now((choose, actor) => choose.Run(actor, Picture.Id, TimeSpan.FromSeconds(seconds), default), default);
        if (!drawn.Ok)
        {
            Toasts.Fail(Words.Of(drawn.Refusals[0]));
            return;
        }
        Toasts.Say(Words["Media.Video.PosterKept"]);
        await OnChanged.InvokeAsync();
    }

    private static string NameOf(string language)
    {
        var name = CultureInfo.GetCultureInfo(language).NativeName;
        return char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
    }
}
