/** Starts real James servers with Maildrop in their {@code extensions-jars}: for people to try, and for the tests. */
@NullMarked
package org.maildrop.server;

import org.jspecify.annotations.NullMarked;
