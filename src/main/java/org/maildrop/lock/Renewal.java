/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;

/**
 * A holder's wish to keep its lease for another term.
 *
 * @param idle how long ago the holder's last activity was. A span and no instant, so that the engine can place it on
 *     its own clock, whatever the node's clock says.
 */
public record Renewal(LeaseKey key, Duration idle) {}
