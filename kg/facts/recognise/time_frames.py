"""stub"""
def parse_time_frames(text): return ()
