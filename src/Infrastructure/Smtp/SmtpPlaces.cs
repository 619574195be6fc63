namespace Vemap.Infrastructure.Smtp;

/// <summary>Decides who may use a connection. So many work at a time; one that only waits for the
/// server lets another work meanwhile, up to a limit for all together.</summary>
/// <remarks>An environment gets at most half of what the others leave: conversations of one that hang, however many, never take the last connection.
/// When all that an environment may have hang, its further mails are deferred at once instead of
/// waiting: they would keep everybody else's from being taken off the queue.</remarks>
internal sealed class SmtpPlaces(int atWork, int most, TimeSpan hangsAfter, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Waiter> waiters = new();
    private readonly Dictionary<ClientEnvironmentId, List<SmtpPlace>> held = [];
    private int working;
    private int taken;

    /// <summary>A place, when it is this environment's turn. Throws when all that it may have hang.</summary>
    public async Task<SmtpPlace> TakeAsync(ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(environment);
        lock (gate)
        {
            waiters.AddLast(waiter);
            Admit();
        }

        try
        {
            return await waiter.Turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (gate)
            {
                if (!waiters.Remove(waiter) && waiter.Place is { } place) Free(place);
                Admit();
            }

            throw;
        }
    }

    /// <summary>The server takes long to answer: another may work meanwhile.</summary>
    public void Wait(SmtpPlace place)
    {
        lock (gate)
        {
            if (place.IsFree || place.IsWaiting) return;
            place.IsWaiting = true;
            working--;
            place.Hanging = clock.CreateTimer(_ => Hang(place), null, hangsAfter, Timeout.InfiniteTimeSpan);
            Admit();
        }
    }

    public void Release(SmtpPlace place)
    {
        lock (gate)
        {
            Free(place);
            Admit();
        }
    }

    /// <summary>Gives the place up without letting another work in its stead until <see cref="Unblock"/>: the server wants fewer.</summary>
    public void Block(SmtpPlace place)
    {
        lock (gate)
        {
            Free(place);
            working++;
        }
    }

    public void Unblock()
    {
        lock (gate)
        {
            working--;
            Admit();
        }
    }

    private void Hang(SmtpPlace place)
    {
        lock (gate)
        {
            place.IsHanging = true;
            Admit();
        }
    }

    private void Free(SmtpPlace place)
    {
        if (place.IsFree) return;
        place.IsFree = true;
        place.Hanging?.Dispose();
        if (!place.IsWaiting) working--;
        taken--;
        var places = held[place.Environment];
        places.Remove(place);
        if (places.Count == 0) held.Remove(place.Environment);
    }

    private void Admit()
    {
        for (var node = waiters.First; node is not null;)
        {
            var (waiter, next) = (node.Value, node.Next);
            var places = held.GetValueOrDefault(waiter.Environment) ?? [];
            var share = (most - (taken - places.Count) + 1) / 2;
            if (places.Count < share && working < atWork)
            {
                waiters.Remove(node);
                var place = new SmtpPlace(waiter.Environment);
                held.TryAdd(waiter.Environment, places);
                places.Add(place);
                (working, taken) = (working + 1, taken + 1);
                waiter.Place = place;
                waiter.Turn.SetResult(place);
            }
            else if (places.Count >= share && places.TrueForAll(place => place.IsHanging))
            {
                waiters.Remove(node);
                waiter.Turn.SetException(new SmtpConnectionException("The mail server has not answered for the mails of this environment that it got before."));
            }

            node = next;
        }
    }

    private sealed class Waiter(ClientEnvironmentId environment)
    {
        public ClientEnvironmentId Environment { get; } = environment;

        public TaskCompletionSource<SmtpPlace> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SmtpPlace? Place { get; set; }
    }
}

/// <summary>The right to use one connection for one mail.</summary>
internal sealed class SmtpPlace(ClientEnvironmentId environment)
{
    public ClientEnvironmentId Environment { get; } = environment;

    public bool IsFree { get; set; }

    public bool IsWaiting { get; set; }

    public bool IsHanging { get; set; }

    public ITimer? Hanging { get; set; }
}
