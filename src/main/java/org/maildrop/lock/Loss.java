/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

/** How a lease was lost. */
public enum Loss {
    /** Another login of the same user took it over. */
    TAKEN_OVER,
    /** It could not be renewed in time, an operator has ended it, or this node's locks are closed. */
    ENDED
}
