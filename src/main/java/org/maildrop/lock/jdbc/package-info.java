/**
 * Leases in a database that all nodes share: PostgreSQL, MariaDB or Derby.
 *
 * <p>There is one table, with one row for each maildrop that somebody has had lately, and no transaction of more than
 * one statement where the engine can do without. The moment of a statement is the engine's, at which it began: a
 * statement that had to wait for a row is judged as of when it asked, so waiting makes a grant shorter and never
 * longer. All instants are whole microseconds since 1970 in columns of integers, which no time zone can move.
 *
 * <p>Tokens are the microseconds of the engine's clock at the grant, or the last token and one where that is more. So a
 * row can be deleted when it has been of no use for a day: the next row of that maildrop begins above its tokens.
 */
@NullMarked
package org.maildrop.lock.jdbc;

import org.jspecify.annotations.NullMarked;
