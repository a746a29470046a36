/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import org.maildrop.snapshot.Owner;

/**
 * Names one grant of one maildrop, and so the only lease that it can act on: never a predecessor's, never a
 * successor's.
 */
public record LeaseKey(Owner owner, FencingToken token) {}
