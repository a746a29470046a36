/**
 * Transcripts: POP3 sessions written down in the RFC's C: and S: notation, and replayed against a server. The notation
 * is told in {@code src/doc/transcripts.md}. Text is held as one char an octet (ISO 8859-1) throughout: what a file
 * holds is what the wire carries.
 */
@NullMarked
package org.maildrop.transcript;

import org.jspecify.annotations.NullMarked;
