/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;

/**
 * How it stands with the renewal of this node's leases.
 *
 * @param held     how many there are
 * @param failing  whether the last renewal could not be made; the next one is tried soon. False without leases
 * @param late     how many should have been renewed by now, and are not, whatever the reason
 * @param shortest how long the first of them is still trusted, if none is renewed; zero without leases
 */
public record RenewalState(int held, boolean failing, int late, Duration shortest) {}
