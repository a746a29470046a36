/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

/** The state of a session; each owns only what is true in it. */
public sealed interface State permits Authorization, Authenticating, Transaction, Ended {
    Phase phase();
}
