from kaochang.exports.xlsx import Words

SENTENCES = {
    "chat.panel_message_posted": Words(
        "{who} 在{room_id}的考官群发言", "{who} wrote to the panel of {room_id}"
    ),
    "chat.candidate_message_sent": Words(
        "{who} 向 {roster_entry_id} 发送了消息", "{who} sent {roster_entry_id} a message"
    ),
    "chat.room_broadcast_sent": Words(
        "{who} 向{room_id}的全体考生发送了消息", "{who} sent a message to everybody in {room_id}"
    ),
    "chat.candidate_message_delivered": Words(
        "{author_name} 的消息已送到考生", "A message of {author_name} reached the candidate"
    ),
    "chat.broadcast_delivered": Words(
        "{author_name} 的群发消息已送到考生", "A broadcast of {author_name} reached the candidates"
    ),
}
