/**
 * The exclusive-access lock that RFC 1725 §4 asks for: at most one session in a maildrop, on one server or on many.
 *
 * <p>A session enters through {@link org.maildrop.lock.MaildropLocks} and holds a {@link org.maildrop.lock.Lease}.
 * Where leases are kept is behind the port {@link org.maildrop.lock.LeaseStore}; src/adr/0002 says why leases, and
 * why each has a fencing token.
 *
 * <p>Time has two tellers. Expiry is judged by the store's engine alone, on its own clock. A node's clock (see
 * {@link org.maildrop.lock.SteadyClock}) only measures spans: how long ago a renewal was asked for, how long a session
 * has been idle. No instant of one clock is compared with an instant of the other.
 */
@NullMarked
package org.maildrop.lock;

import org.jspecify.annotations.NullMarked;
