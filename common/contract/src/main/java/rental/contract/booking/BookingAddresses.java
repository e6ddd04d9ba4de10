package rental.contract.booking;

import rental.contract.Address;

/** What the booking service answers on the bus. */
public final class BookingAddresses {
    public static final Address<CheckAvailability, CheckAvailability.Free> AVAILABILITY =
            new Address<>("rental.booking.availability", CheckAvailability.class, CheckAvailability.Free.class);
    public static final Address<FindCalendars, FindCalendars.Calendars> CALENDARS =
            new Address<>("rental.booking.calendars", FindCalendars.class, FindCalendars.Calendars.class);
    public static final Address<CountOpenBookings, CountOpenBookings.Count> OPEN_BOOKINGS =
            new Address<>("rental.booking.open-bookings", CountOpenBookings.class, CountOpenBookings.Count.class);

    private BookingAddresses() {}
}
