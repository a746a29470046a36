/**
 * Leases in the memory of one server: the default, and right as long as no second server serves the same maildrops.
 *
 * <p>Whether a lease is still there is decided on one entry of one map, in one step under that entry's lock, with the
 * clock read inside that step; sessions of different maildrops do not wait for each other. Nothing outlives the process
 * and nothing needs to: a lease dies with the sessions of the server that ends.
 *
 * <p>What it keeps is bounded by the sessions there are: a released lease leaves nothing, an expired one at most until
 * the sweep that comes with the acquisitions and renewals, once a term. The one thing that remains is the counter the
 * tokens come from.
 */
@NullMarked
package org.maildrop.lock.jvm;

import org.jspecify.annotations.NullMarked;
