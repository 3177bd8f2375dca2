namespace MeshGate.Lab.Running;

/// <summary>Is told how a run goes.</summary>
public interface IRunObserver
{
    /// <summary>Something is being done.</summary>
    void Say(string text);

    /// <summary>A step begins.</summary>
    void Begin(string title);

    /// <summary>A step has ended.</summary>
    void End(StepResult result);
}
