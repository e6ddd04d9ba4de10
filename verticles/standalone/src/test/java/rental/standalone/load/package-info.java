/**
 * Who uses the system while something breaks. {@link rental.standalone.load.SteadyLoad} sends at a pace, tries nothing again
 * and notes each request that was not answered as it should have been: for faults that no client may notice. {@link
 * rental.standalone.load.MixedLoad} is people who do all kinds of things and try again when asked to: for faults that may be
 * noticed, but after which every promise must hold.
 */
package rental.standalone.load;
