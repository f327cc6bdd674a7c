using Microsoft.AspNetCore.Components;

namespace Stadtfunk.Kernel.Ui;

/// <summary>
/// What every form control has. With @bind-Value it works on an interactive page; with Name it is posted by a static form.
/// The id is the name when there is one, so that an error summary can link to it.
/// </summary>
public abstract class Control<T> : ComponentBase
{
    private string? made;

    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public T? Value { get; set; }
    [Parameter] public EventCallback<T?> ValueChanged { get; set; }
    [Parameter] public string? Name { get; set; }
    [Parameter] public string? Id { get; set; }
    [Parameter] public string? Hint { get; set; }
    /// <summary>One sentence that says what is wrong and what to do. Null or empty: nothing is.</summary>
    [Parameter] public string? Error { get; set; }
    [Parameter] public bool Required { get; set; }
    [Parameter] public bool Disabled { get; set; }
    /// <summary>Tell each keystroke, not only the finished value. For counters and previews.</summary>
    [Parameter] public bool Live { get; set; }
    [Parameter(CaptureUnmatchedValues = true)] public IDictionary<string, object>? More { get; set; }

    protected string Key => Id ?? Name?.Replace('.', '-') ?? (made ??= UiNames.NewId("field"));

    protected Task Set(T? value)
    {
        if (EqualityComparer<T>.Default.Equals(value, Value)) return Task.CompletedTask;
        Value = value;
        return ValueChanged.InvokeAsync(value);
    }
}
