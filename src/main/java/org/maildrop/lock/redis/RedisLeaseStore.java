/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.maildrop.lock.Attempt;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.lock.LeaseStore;
import org.maildrop.lock.LeaseStoreException;
import org.maildrop.lock.PartialRenewalException;
import org.maildrop.lock.Renewal;
import org.maildrop.snapshot.Owner;

/**
 * The leases of all servers that use the same database of the same Redis (5 or later).
 *
 * <p>Tokens come from one key that never expires, and are at the least the microseconds since 1970 of Redis's clock: so
 * they also grow when Redis has lost its data, unless its clock has been set back as well.
 */
public final class RedisLeaseStore implements LeaseStore {
    /** How many leases one script call may handle: some milliseconds, in which Redis does nothing else. */
    private static final int BATCH = 500;

    private static final String YES = "1";
    private static final String PREFIX = "maildrop:";

    private final Redis redis;
    private final String leases;
    private final String lastToken;

    private RedisLeaseStore(Redis redis, String prefix) {
        this.redis = redis;
        // What is in braces decides on the slot: all keys are in the same one, as a script's keys must be in a cluster.
        this.leases = prefix + "{locks}:lease:";
        this.lastToken = prefix + "{locks}:token";
    }

    /**
     * Does not connect yet.
     *
     * @param authorities the certificates that are at the settings' place, if they name one
     */
    public static RedisLeaseStore at(RedisSettings settings, Optional<Collection<X509Certificate>> authorities) {
        return at(settings, authorities, PREFIX);
    }

    static RedisLeaseStore at(
            RedisSettings settings, Optional<Collection<X509Certificate>> authorities, String prefix) {
        return new RedisLeaseStore(new Redis(new Endpoint(settings, authorities)::open), prefix);
    }

    @Override
    public Attempt acquire(Owner owner, Holder holder, Duration term) {
        return grant(owner, holder, term, "", "0");
    }

    @Override
    public Attempt takeover(HeldLease seen, Holder holder, Duration term) {
        String idleSince = Long.toString(seen.lastActivity().toEpochMilli());
        return grant(seen.key().owner(), holder, term, text(seen.key().token()), idleSince);
    }

    @Override
    public Set<LeaseKey> renew(Collection<Renewal> renewals, Duration term) {
        Set<LeaseKey> lost = new HashSet<>();
        List<Renewal> all = List.copyOf(renewals);
        for (int from = 0; from < all.size(); from += BATCH) {
            try {
                lost.addAll(renewBatch(all.subList(from, Math.min(from + BATCH, all.size())), term));
            } catch (LeaseStoreException e) {
                throw from == 0 ? e : partial(all.subList(0, from), lost, e);
            }
        }
        return lost;
    }

    private static PartialRenewalException partial(List<Renewal> answered, Set<LeaseKey> lost, LeaseStoreException e) {
        Set<LeaseKey> renewed = answered.stream().map(Renewal::key).collect(Collectors.toSet());
        renewed.removeAll(lost);
        return new PartialRenewalException(renewed, lost, e);
    }

    @Override
    public boolean release(LeaseKey key) {
        return redis.run(Script.RELEASE, List.of(key(key.owner())), List.of(text(key.token())))
                .equals(YES);
    }

    @Override
    public Optional<HeldLease> forceRelease(Owner owner) {
        return Answer.lease(owner, redis.run(Script.FORCE_RELEASE, List.of(key(owner)), List.of()));
    }

    @Override
    public boolean prove(LeaseKey key, Duration margin) {
        return redis.run(Script.PROVE, List.of(key(key.owner())), List.of(text(key.token()), text(margin)))
                .equals(YES);
    }

    @Override
    public Optional<HeldLease> find(Owner owner) {
        return find(List.of(key(owner))).stream().findFirst();
    }

    @Override
    public List<HeldLease> list() {
        List<String> keys = List.copyOf(redis.keys(leases.replaceAll("([\\\\*?\\[\\]])", "\\\\$1") + "*", BATCH));
        List<HeldLease> all = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += BATCH) {
            all.addAll(find(keys.subList(from, Math.min(from + BATCH, keys.size()))));
        }
        return all;
    }

    @Override
    public void close() {
        redis.close();
    }

    private Attempt grant(Owner owner, Holder holder, Duration term, String replaced, String idleSince) {
        // The attempt's name lets Redis recognise it, should it come twice because the first answer was lost.
        String attempt = UUID.randomUUID().toString();
        List<?> answer = Answer.list(redis.run(
                Script.GRANT,
                List.of(key(owner), lastToken),
                List.of(
                        text(term),
                        holder.node(),
                        holder.session(),
                        holder.remoteAddress(),
                        holder.since().toString(),
                        attempt,
                        replaced,
                        idleSince)));
        return answer.get(0).equals(YES)
                ? new Attempt.Granted(Answer.token(answer.get(1)), Answer.instant(answer.get(2)))
                : new Attempt.Contended(Answer.lease(owner, answer.get(1))
                        .orElseThrow(() -> new LeaseStoreException("Redis says who is in the way, but not who it is")));
    }

    private Set<LeaseKey> renewBatch(List<Renewal> batch, Duration term) {
        List<String> keys = new ArrayList<>(batch.size());
        List<String> arguments = new ArrayList<>(1 + 2 * batch.size());
        arguments.add(text(term));
        for (Renewal renewal : batch) {
            keys.add(key(renewal.key().owner()));
            arguments.add(text(renewal.key().token()));
            arguments.add(text(renewal.idle()));
        }
        Set<LeaseKey> lost = new HashSet<>();
        for (Object place : Answer.list(redis.run(Script.RENEW, keys, arguments))) {
            lost.add(batch.get(Integer.parseInt(place.toString()) - 1).key());
        }
        return lost;
    }

    private List<HeldLease> find(List<String> keys) {
        List<?> answers = Answer.list(redis.run(Script.FIND, keys, List.of()));
        List<HeldLease> found = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Owner owner = new Owner(keys.get(i).substring(leases.length()));
            Answer.lease(owner, answers.get(i)).ifPresent(found::add);
        }
        return found;
    }

    private String key(Owner owner) {
        return leases + owner.name();
    }

    private static String text(FencingToken token) {
        return Long.toString(token.value());
    }

    private static String text(Duration span) {
        return Long.toString(span.toMillis());
    }
}
