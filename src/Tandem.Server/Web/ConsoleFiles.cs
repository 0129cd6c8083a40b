using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Tandem.Server.Web;

/// <summary>
/// Serves the console's files: compressed ones where the browser takes them (made at build time, nothing is compressed here), those whose name has their hash for ever, the others asked for anew
/// each time. A page of the console that is asked for by its address is the console. Without a console <c>/</c> says how to get it.
/// </summary>
internal static class ConsoleFiles
{
    private const string Index = "/index.html";
    private const string Hashed = "/assets";
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";
    private static readonly (string Encoding, string Ending)[] Compressed = [("br", ".br"), ("gzip", ".gz")];
    private static readonly string[] NotOurs = ["/api", "/public", "/openapi", "/healthz", "/readyz", "/metrics"];
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>Before routing: what is no file of the console goes on.</summary>
    public static void UseConsole(this WebApplication app, ConsoleFolder folder)
    {
        var files = new Files(folder);
        app.Lifetime.ApplicationStopped.Register(files.Dispose);
        app.Use((context, next) => ChooseAsync(context, next, files));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ServeUnknownFileTypes = true, OnPrepareResponse = Prepare });
        app.Use(static (context, next) =>
        {
            // Nothing was served: behind the files stands the API, which knows the path as it was asked for.
            if (context.Features.Get<Choice>() is { } choice)
            {
                context.Request.Path = choice.Asked;
                context.Features.Set<Choice>(null);
            }

            return next(context);
        });
    }

    private static Task ChooseAsync(HttpContext context, RequestDelegate next, Files files)
    {
        HttpRequest request = context.Request;
        PathString path = request.Path;
        bool isOurs = (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !Array.Exists(NotOurs, start => path.StartsWithSegments(start));
        if (!isOurs)
        {
            return next(context);
        }

        if (!files.Any)
        {
            return path == "/" ? context.Response.WriteAsync(ConsoleFolder.HowToGetIt + "\n") : next(context);
        }

        string file = path.Value ?? "";
        if (!files.Has(file))
        {
            bool isPage = !path.StartsWithSegments(Hashed) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
            if (!isPage && file != "/")
            {
                return next(context);
            }

            file = Index;
        }

        (string encoding, string ending) = Compressed.FirstOrDefault(one => Takes(request, one.Encoding) && files.Has(file + one.Ending));
        context.Features.Set(new Choice(path, file, encoding));
        request.Path = file + ending;
        return next(context);
    }

    private static void Prepare(StaticFileResponseContext served)
    {
        if (served.Context.Features.Get<Choice>() is not { } choice)
        {
            return;
        }

        IHeaderDictionary headers = served.Context.Response.Headers;
        headers.CacheControl = ((PathString)choice.File).StartsWithSegments(Hashed) ? ForEver : AskAgain;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentType = Types.TryGetContentType(choice.File, out string? type) ? type : "application/octet-stream";
        if (choice.Encoding is { } encoding)
        {
            headers.ContentEncoding = encoding;
        }
    }

    private static bool Takes(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(offered => offered.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && offered.Quality is not 0);

    /// <summary>What was asked for, which file that is, and how it is compressed.</summary>
    private sealed record Choice(PathString Asked, string File, string? Encoding);

    /// <summary>The folder's files, from the moment on that it is there.</summary>
    private sealed class Files(ConsoleFolder folder) : IFileProvider, IDisposable
    {
        private volatile PhysicalFileProvider? _found;

        public bool Any => Found() is not null;

        public bool Has(string path) => GetFileInfo(path) is { Exists: true, IsDirectory: false };

        public IFileInfo GetFileInfo(string subpath) => Found()?.GetFileInfo(subpath) ?? new NotFoundFileInfo(subpath);

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public Microsoft.Extensions.Primitives.IChangeToken Watch(string filter) => NullChangeToken.Singleton;

        public void Dispose() => _found?.Dispose();

        private PhysicalFileProvider? Found()
        {
            if (_found is { } known && File.Exists(Path.Combine(known.Root, "index.html")))
            {
                return known;
            }

            return _found = folder.Find() is { } directory ? new(directory) : null;
        }
    }
}
