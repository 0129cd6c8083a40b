using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tandem.Api.Access;
using Tandem.Api.Problems;
using Tandem.Routing.Access;
using Tandem.Routing.Plan;
using Tandem.Store.Audit;
using Tandem.Store.People;

namespace Tandem.Api.People;

/// <summary>Whether somebody is who he says. Known and unknown names get the same answer in about the same time; each failure leaves an audit line, until the guard refuses to look.</summary>
internal sealed class SignIn(PeopleStore people, PasswordHashes hashes, SignInGuard guard, AdminKey admin, AuditLog audit, PlanHolder plan, IPlaces places, TimeProvider time)
{
    public const string Wrong = "Name, password or code is wrong.";
    public const string Busy = "Too many sign in at this moment.";
    private const string Failed = "sign-in-failed";
    private const int LongestShown = 64;

    /// <summary>The user of a name, a password and a code; or the answer for who is not.</summary>
    public async Task<(User? User, ProblemHttpResult? Refused)> ProveAsync(SignInRequest asked, HttpContext context, CancellationToken stop)
    {
        (string name, string password, string address) = (asked.Name ?? "", asked.Password ?? "", Caller.AddressOf(context));
        if (guard.Begin(name, address) is { } left)
        {
            return (null, Locked(context, left));
        }

        User? user = people.User(name) is { IsDisabled: false } known ? known : null;
        bool tooLong = password.Length > PasswordHashes.LongestPassword;
        if (await hashes.IsAsync(tooLong ? "" : password, user?.Password, stop) is not { } isRight)
        {
            guard.TakeBack(name, address);
            return (null, Answers.ComeAgain(context, Busy));
        }

        if (!isRight || tooLong || user is null)
        {
            return (null, await FailedAsync(name, "wrong name or password", context, stop));
        }

        if (!Origin.IsWithin(user.Geofence, context, places))
        {
            // Answered like a wrong password: whoever has stolen the right one does not learn that it is.
            return (null, await FailedAsync(name, $"the right password, from outside the geofence: {Origin.PlaceOf(context, places)}", context, stop));
        }

        if (user.Totp is { } secret)
        {
            if (string.IsNullOrWhiteSpace(asked.Code))
            {
                guard.TakeBack(name, address);
                return (null, Answers.Problem(StatusCodes.Status401Unauthorized, "The code of the authenticator app is needed.", [new("code", "Six digits.")]));
            }

            if (!await TakeCodeAsync(user, secret, asked.Code, stop))
            {
                return (null, await FailedAsync(name, "wrong code", context, stop));
            }
        }

        guard.Succeeded(name, address);
        return (user, null);
    }

    /// <summary>Makes the first user, an administrator.</summary>
    public async Task<(User? User, ProblemHttpResult? Refused)> ClaimAsync(SignInRequest asked, HttpContext context, CancellationToken stop)
    {
        const string Subject = "installation key";
        if (people.IsClaimed)
        {
            return (null, Answers.Problem(
                StatusCodes.Status409Conflict, "The first user has been made. Sign in with name and password; who has the key may also add users with it as bearer key."));
        }

        if (guard.Begin(Subject, Caller.AddressOf(context)) is { } left)
        {
            return (null, Locked(context, left));
        }

        if (asked.Key is null || !admin.Is(asked.Key.Trim()))
        {
            return (null, await FailedAsync(Subject, "wrong installation key", context, stop, "The key is wrong. It stands in DIR/admin.key on the switch."));
        }

        guard.Succeeded(Subject, Caller.AddressOf(context));
        List<ProblemEntry> problems = [];
        PeopleRules.CheckName(asked.Name, problems);
        PeopleRules.CheckPassword("password", asked.Password, asked.Name, plan.Current.Parameters, problems);
        if (problems.Count > 0 || asked is not { Name: { } name, Password: { } password })
        {
            return (null, Answers.Invalid(problems));
        }

        if (await hashes.HashAsync(password, stop) is not { } kept)
        {
            return (null, Answers.ComeAgain(context, Busy));
        }

        DateTimeOffset now = time.GetUtcNow();
        var first = new User(name, Role.Administrator.Name, null, kept, now, now);
        return await people.ClaimAsync(first, new(Caller.AdminName, Caller.AddressOf(context)), stop)
            ? (first, null)
            : (null, Answers.Problem(StatusCodes.Status409Conflict, "Somebody else has just made the first user."));
    }

    /// <summary>The password of somebody who has signed in already; null when it is right.</summary>
    public async Task<ProblemHttpResult?> CheckPasswordAsync(User user, string password, HttpContext context, CancellationToken stop)
    {
        string address = Caller.AddressOf(context);
        if (guard.Begin(user.Name, address) is { } left)
        {
            return Locked(context, left);
        }

        switch (await hashes.IsAsync(password.Length > PasswordHashes.LongestPassword ? "" : password, user.Password, stop))
        {
            case null:
                guard.TakeBack(user.Name, address);
                return Answers.ComeAgain(context, Busy);
            case true:
                guard.Succeeded(user.Name, address);
                return null;
            default:
                await FailedAsync(user.Name, "wrong password for a change of it or of the codes", context, stop);
                return Answers.BadValue("password", "That is not your password.");
        }
    }

    /// <summary>Who has signed in proves anew that it is he, by his password or a code of his app: a browser that was left open is not enough. Null when he does.</summary>
    public async Task<ProblemHttpResult?> CheckAgainAsync(User user, ProofRequest? proof, HttpContext context, CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(proof?.Password))
        {
            return await CheckPasswordAsync(user, proof.Password, context, stop);
        }

        if (string.IsNullOrWhiteSpace(proof?.Code))
        {
            return Answers.BadValue("password", "Your password, or a code that the app shows now.");
        }

        string address = Caller.AddressOf(context);
        if (guard.Begin(user.Name, address) is { } left)
        {
            return Locked(context, left);
        }

        if (user.Totp is { } secret && await TakeCodeAsync(user, secret, proof.Code, stop))
        {
            guard.Succeeded(user.Name, address);
            return null;
        }

        await FailedAsync(user.Name, "wrong code for a change of them", context, stop);
        return Answers.BadValue("code", "Not the code that the app shows now. Each counts once: wait for the next, or give your password.");
    }

    /// <summary>Takes a code, once.</summary>
    private async Task<bool> TakeCodeAsync(User user, byte[] secret, string code, CancellationToken stop) =>
        await people.ChangeSelfAsync(
            user.Name,
            now => OneTimeCodes.StepOf(secret, code, now.TotpStep, time.GetUtcNow()) is { } step ? now with { TotpStep = step } : null,
            user.Name, "", "", stop);

    private async Task<ProblemHttpResult> FailedAsync(string name, string why, HttpContext context, CancellationToken stop, string answer = Wrong)
    {
        string address = Caller.AddressOf(context);
        string detail = guard.IsLocked(name)
            ? string.Create(CultureInfo.InvariantCulture, $"{why}; nobody signs in under this name for {plan.Current.Parameters.LoginFailedDisableTime} s")
            : why;
        await audit.AppendAsync(new("", address), Failed, Shown(name), detail, stop);
        return Answers.Problem(StatusCodes.Status401Unauthorized, answer);
    }

    private static ProblemHttpResult Locked(HttpContext context, TimeSpan left)
    {
        int seconds = (int)Math.Ceiling(left.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Answers.Problem(StatusCodes.Status429TooManyRequests, $"Too many wrong passwords or codes came for this name or from this address; try again in {seconds} s.");
    }

    /// <summary>What was typed as a name may be anything, a password too.</summary>
    internal static string Shown(string name, int longest = LongestShown)
    {
        string cut = name.Length > longest ? name[..longest] : name;
        return new([.. cut.Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
    }
}
