/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/** The James that is measured: both chains in one process, on two ports, and our way to fill it and to ask it. */
@NullMarked
package org.maildrop.bench.server;

import org.jspecify.annotations.NullMarked;
