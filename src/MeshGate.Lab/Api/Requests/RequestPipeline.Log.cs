namespace MeshGate.Lab.Api.Requests;

public sealed partial class RequestPipeline
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFailure(Exception failure, string method, string path);
}
