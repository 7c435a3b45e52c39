using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Geo.Server.Operations;

/// <summary>Every failure is one kind of answer: RFC 9457 problem details with a stable <c>code</c> and the request's id.</summary>
public static class Problems
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var (http, problem) = (context.HttpContext, context.ProblemDetails);
            problem.Extensions["requestId"] = http.TraceIdentifier;
            if (!problem.Extensions.ContainsKey("code")) problem.Extensions["code"] = CodeOf(problem.Status ?? http.Response.StatusCode);
            // A trace id of the framework's beside ours would leave people guessing which one to quote.
            problem.Extensions.Remove("traceId");
        });
        // First, so that it answers for the framework's writer, which refuses unless the client asked for JSON.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, Writer>());
        services.AddExceptionHandler<Handler>();
    }

    public static void UseProblems(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            context.TraceIdentifier = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("n");
            // When the answer starts, because a failure on the way there empties the headers.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
                return Task.CompletedTask;
            });
            return next();
        });
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    private static string CodeOf(int status) => status switch
    {
        401 => "not-signed-in",
        403 => "not-allowed",
        404 => "not-found",
        405 => "method-not-allowed",
        406 => "not-acceptable",
        413 => "too-large",
        415 => "unsupported-media-type",
        429 => "too-many-requests",
        >= 500 => "internal-error",
        _ => "bad-request",
    };

    /// <summary>
    /// Writes problem details whatever the client accepts: one who asked for a tile or a page and is refused must still read why.
    /// </summary>
    private sealed class Writer(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
    {
        public bool CanWrite(ProblemDetailsContext context) => true;

        public async ValueTask WriteAsync(ProblemDetailsContext context)
        {
            var (http, problem) = (context.HttpContext, context.ProblemDetails);
            problem.Status ??= http.Response.StatusCode;
            problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
            options.Value.CustomizeProblemDetails?.Invoke(context);
            await http.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", http.RequestAborted);
        }
    }

    private sealed class Handler(IProblemDetailsService problems, ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancel)
        {
            if (context.Response.HasStarted) return false;
            if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return true;
            var (status, code, detail) = exception switch
            {
                ProblemException p => (p.Status, p.Code, p.Message),
                BadHttpRequestException bad => (bad.StatusCode, CodeOf(bad.StatusCode), bad.Message),
                PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => (503, "too-slow", "The database took too long. Ask for less, or try again."),
                // A policy of the database itself: what no handler has asked for, but the rows have.
                PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => (403, "not-allowed", "Your account may not change this."),
                // What the database holds by a constraint of that name.
                PostgresException { ConstraintName: "a_feature_lies_in_its_county" } lies => (409, "outside-its-county", lies.MessageText),
                NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException } =>
                    (503, "database-unavailable", "The database does not answer. Try again in a moment."),
                _ => (500, "internal-error", "Something failed on our side. Quote the request id when you report it."),
            };
            // A refusal is an answer; a rush would fill the log with them.
            if (status >= 500 && exception is not ProblemException) log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            if (status == 503) context.Response.Headers.RetryAfter = "5";
            context.Response.StatusCode = status;
            var problem = new ProblemDetailsContext
            {
                HttpContext = context,
                ProblemDetails = { Status = status, Detail = detail, Extensions = { ["code"] = code } },
            };
            if (exception is ProblemException { Position: { } position }) problem.ProblemDetails.Extensions["position"] = position;
            if (exception is ProblemException { Findings: { } findings }) problem.ProblemDetails.Extensions["findings"] = findings;
            return await problems.TryWriteAsync(problem);
        }
    }
}
