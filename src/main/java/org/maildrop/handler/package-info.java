/** Maildrop in James's handler chain: lines in, replies out, off the I/O threads and in order. */
@NullMarked
package org.maildrop.handler;

import org.jspecify.annotations.NullMarked;
