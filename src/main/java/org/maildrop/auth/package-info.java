/** Who may enter: mechanisms and the ports to those who know. */
@NullMarked
package org.maildrop.auth;

import org.jspecify.annotations.NullMarked;
