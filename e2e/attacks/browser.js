// What an attacker's own page could do with a seat's token: the whole client, no rule of ours around it.
window.evil = { rooms: {}, heard: [] };
window.evil.join = async (name, token, url = location.origin.replace('http', 'ws')) => {
  const room = new LivekitClient.Room({ adaptiveStream: false, dynacast: false });
  window.evil.rooms[name] = room;
  for (const event of ['participantMetadataChanged', 'participantNameChanged', 'participantAttributesChanged', 'dataReceived', 'trackSubscribed']) {
    room.on(event, () => window.evil.heard.push(`${name} ${event}`));
  }
  await room.connect(url, token, { rtcConfig: { iceServers: [] } });
};
window.evil.publish = async (name, source, kind) => {
  const wanted = kind === 'audio' ? { audio: true } : { video: { width: 160, height: 120 } };
  const [track] = (await navigator.mediaDevices.getUserMedia(wanted)).getTracks();
  const local = window.evil.rooms[name].localParticipant;
  const publication = await local.publishTrack(track, { source, simulcast: false });
  return publication.trackSid;
};
window.evil.attempt = async (act) => {
  try {
    await act();
    return 'done';
  } catch (error) {
    return `refused: ${error.message}`.slice(0, 200);
  }
};
// When the room was entered and left, in milliseconds; does not wait for either.
window.evil.joinAndTime = (name, token, url) => {
  window.evil.stay = [null, null];
  window.evil.join(name, token, url).catch(() => undefined);
  const room = window.evil.rooms[name];
  room.on('connected', () => { window.evil.stay[0] = performance.now(); });
  room.on('disconnected', () => { window.evil.stay[1] = performance.now(); });
};
