/** The opened maildrop. */
@NullMarked
package org.maildrop.snapshot;

import org.jspecify.annotations.NullMarked;
