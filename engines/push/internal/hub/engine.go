package hub

import (
	"errors"

	"github.com/centrifugal/centrifuge"
)

// keyPrefix keeps our keys apart from others in the same Redis.
const keyPrefix = "kaochang.push"

// useRedis puts history, presence and the talk between nodes into Redis.
// Without it the node keeps all of this in memory: right for one node, and
// after a restart every page is told that its history is gone.
func useRedis(node *centrifuge.Node, address string) error {
	shard, err := centrifuge.NewRedisShard(node, centrifuge.RedisShardConfig{Address: address})
	if err != nil {
		return errors.New("redis does not answer") // the library's text can quote the password
	}
	shards := []*centrifuge.RedisShard{shard}
	broker, err := centrifuge.NewRedisBroker(node, centrifuge.RedisBrokerConfig{Prefix: keyPrefix, Shards: shards})
	if err != nil {
		return err
	}
	presence, err := centrifuge.NewRedisPresenceManager(node, centrifuge.RedisPresenceManagerConfig{
		Prefix: keyPrefix, PresenceTTL: presenceTTL, Shards: shards,
	})
	if err != nil {
		return err
	}
	node.SetBroker(broker)
	node.SetPresenceManager(presence)
	return nil
}
