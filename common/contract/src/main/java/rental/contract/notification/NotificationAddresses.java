package rental.contract.notification;

import rental.contract.Address;

/** What the notification service answers and publishes on the bus. */
public final class NotificationAddresses {
    /** Answers stored live events. */
    public static final Address<ReadLiveEvents, ReadLiveEvents.LivePage> READ_LIVE_EVENTS =
            new Address<>("rental.notification.read-live-events", ReadLiveEvents.class, ReadLiveEvents.LivePage.class);

    /** Published to every node as soon as live events are stored. */
    public static final Address<LiveEvents, Address.Nothing> LIVE_EVENTS =
            new Address<>("rental.notification.live-events", LiveEvents.class, Address.Nothing.class);

    private NotificationAddresses() {}
}
