/**
 * Leases in the Cassandra that a Distributed James has its mail in, over the session that James holds.
 *
 * <p>There is one table, with one partition of one row for each maildrop. Who changes it does so by a lightweight
 * transaction that names the fencing token of the row, so of two who act on what they have seen the later one finds that
 * it is no longer so. Who only looks reads from a quorum, which costs no such transaction: it is enough to tell that a
 * maildrop is in use, and what one wants to do about it is decided by the transaction.
 *
 * <p>The engine's clock is that of the Cassandra node that coordinates a statement. It is told with each row that is
 * read, and is what the conditions compare with. Expiries are columns, and not Cassandra's time to live, which counts in
 * seconds and leaves tombstones.
 */
@NullMarked
package org.maildrop.lock.cassandra;

import org.jspecify.annotations.NullMarked;
